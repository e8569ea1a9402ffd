@echo off
rem Starts the emulator on Windows. Not tested there; makes no class-data archive.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -XX:TieredStopAtLevel=1 %JAVA_OPTS% -jar "%~dp0emulator-standalone.jar" %*
