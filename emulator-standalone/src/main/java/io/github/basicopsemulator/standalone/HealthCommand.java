package io.github.basicopsemulator.standalone;

import io.github.basicopsemulator.json.ControlCharacters;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code health}: checks that a running emulator is up, for containers without curl. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = "Asks a running emulator whether it is up; ends with 0 if it is, and with 1 if not.")
final class HealthCommand implements Callable<Integer> {

    private static final int PATIENCE_IN_MILLIS = 2_000;

    @Option(names = "--url", paramLabel = "URL", description = "Where the emulator is. Default: http://127.0.0.1:PORT.")
    private @Nullable String url;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port that it listens on. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Override
    public Integer call() {
        String asked =
                (url == null ? "http://127.0.0.1:" + port : url.replaceFirst("(?<!/)/++$", "")) + "/_emulator/health";
        try {
            int status = status(asked);
            if (status == HttpURLConnection.HTTP_OK) {
                System.out.println("up");
                return 0;
            }
            return complain(asked, "answered " + status);
        } catch (IOException | IllegalArgumentException | ClassCastException unreachable) {
            return complain(asked, String.valueOf(unreachable.getMessage()));
        }
    }

    private static int status(String url) throws IOException {
        // The JDK's oldest client: it starts fastest.
        HttpURLConnection request = (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
        request.setConnectTimeout(PATIENCE_IN_MILLIS);
        request.setReadTimeout(PATIENCE_IN_MILLIS);
        return request.getResponseCode();
    }

    private static int complain(String url, String reason) {
        System.err.println(
                ControlCharacters.escape("basicops-emulator: no healthy emulator at " + url + ": " + reason));
        return 1;
    }
}
