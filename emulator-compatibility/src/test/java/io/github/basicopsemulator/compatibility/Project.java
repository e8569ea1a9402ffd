package io.github.basicopsemulator.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A project that was compiled against the packed jar, and can be run on any Java. */
record Project(Row row, List<Path> classPath, Path classes) {

    private static final Path SOURCES = Path.of("src/test/projects");
    private static final Path TARGET = Path.of("target/projects").toAbsolutePath();
    private static final Pattern SUCCESSFUL = Pattern.compile("\\[\\s+(\\d+) tests successful");

    static Project compile(Row row, List<Path> classPath) throws IOException {
        Path classes = Files.createDirectories(TARGET.resolve(row.name()).resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(SOURCES.resolve(row.project()))) {
            List<Path> java =
                    sources.filter(path -> path.toString().endsWith(".java")).toList();
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of(
                                    "--release",
                                    "17",
                                    "-parameters",
                                    "-proc:none",
                                    "-d",
                                    classes.toString(),
                                    path(row),
                                    joined(classPath)),
                            null,
                            files.getJavaFileObjectsFromPaths(java))
                    .call();
            assertThat(compiled).as("%s compiles: %s", row.name(), said).isTrue();
        }
        return new Project(row, classPath, classes);
    }

    private static String path(Row row) {
        return row.way() == Row.Way.MODULE_PATH ? "--module-path" : "--class-path";
    }

    /** Runs its tests, and returns how many there were; fails with all that was printed if one of them does. */
    int run(Jdk jdk) throws IOException, InterruptedException {
        int forks = row.way() == Row.Way.THREE_FORKS ? 3 : 1;
        List<Run> runs = new ArrayList<>();
        for (int fork = 1; fork <= forks; fork++) {
            runs.add(begin(jdk, fork));
        }
        int tests = 0;
        for (Run run : runs) {
            tests += run.end();
        }
        return tests;
    }

    private Run begin(Jdk jdk, int fork) throws IOException {
        Path directory =
                Files.createDirectories(TARGET.resolve(row.name()).resolve("jdk-" + jdk.feature() + "-" + fork));
        Path output = directory.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(jdk.java(), "-XX:TieredStopAtLevel=1", "-Xmx512m"));
        command.addAll(row.way() == Row.Way.MODULE_PATH ? onModulePath() : onClassPath());
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Run(row.name() + " on JDK " + jdk.feature(), process, output);
    }

    private List<String> onClassPath() {
        return List.of(
                "--class-path",
                joined(classPath) + File.pathSeparator + classes,
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--scan-class-path=" + classes,
                "--disable-ansi-colors",
                "--fail-if-no-tests");
    }

    private List<String> onModulePath() {
        return List.of(
                "--module-path",
                joined(classPath) + File.pathSeparator + classes,
                "--add-modules",
                "ALL-MODULE-PATH",
                "--module",
                "org.junit.platform.console/org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--select-module=launches",
                "--disable-ansi-colors",
                "--fail-if-no-tests");
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private record Run(String name, Process process, Path output) {

        int end() throws IOException, InterruptedException {
            int exit = process.waitFor();
            String printed = Files.readString(output);
            assertThat(exit).as("%s; it printed:%n%s", name, printed).isZero();
            Matcher successful = SUCCESSFUL.matcher(printed);
            assertThat(successful.find())
                    .as("%s told how many tests: %s", name, printed)
                    .isTrue();
            return Integer.parseInt(successful.group(1));
        }
    }
}
