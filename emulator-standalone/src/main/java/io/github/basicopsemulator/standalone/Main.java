package io.github.basicopsemulator.standalone;

import io.github.basicopsemulator.Emulator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: starts an emulator and keeps it until it is told to end. */
@Command(
        name = "emulator-standalone",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = {
            "Emulates the BasicOps REST API v1 in memory.",
            "",
            "The API is served at /v1, and in an isolated workspace of its own at /w/NAME/v1 for any NAME.",
            ""
        })
public final class Main implements Callable<Integer> {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port to listen on; 0 is a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on; whoever reaches it can use the emulator. Default: ${DEFAULT-VALUE}.")
    private String host = "";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "An access token of user 38. Can be repeated; once one is given, all others are refused."
                    + " Without it, any token is accepted.")
    private List<String> tokens = List.of();

    private Main() {}

    /** Runs the emulator; exits with 0 when it was told to end, with 2 for a wrong option or a taken port. */
    public static void main(String[] arguments) {
        RequestLog.toStandardError();
        int exit = new CommandLine(new Main())
                .setParameterExceptionHandler(
                        (wrong, given) -> complain(wrong.getMessage() + " (--help shows them all)"))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> complain(String.valueOf(failure.getMessage())))
                .execute(arguments);
        System.exit(exit);
    }

    @Override
    public Integer call() throws InterruptedException {
        Emulator.Builder options = Emulator.builder().host(host).port(port).workspacesOnDemand();
        tokens.forEach(options::token);
        Emulator emulator = options.start();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            emulator.close();
            ended.countDown();
            // A signal would otherwise make the exit code 143, though everything went as it should.
            Runtime.getRuntime().halt(0);
        }));
        System.out.println("BasicOps emulator ready at " + emulator.url());
        System.out.flush();
        ended.await();
        return 0;
    }

    private static int complain(String message) {
        System.err.println("emulator-standalone: " + message.lines().findFirst().orElse("it failed"));
        return 2;
    }

    /** The version of the jar, as its manifest has it. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"BasicOps emulator " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
