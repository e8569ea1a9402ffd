package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.outbound.EgressDeniedException;
import io.github.basicopsemulator.outbound.EgressPolicy;
import io.github.basicopsemulator.outbound.HttpTransport;
import io.github.basicopsemulator.outbound.OutboundRequest;
import io.github.basicopsemulator.outbound.OutboundResponse;
import io.github.basicopsemulator.outbound.Target;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Fetches a file from a URL of a client.
 *
 *
 * <p>Assumed: every failure is a refusal of the client's request. Only http and https; never link-local addresses,
 * where cloud metadata services are; loopback and private ones as the options say.
 */
final class RemoteFile {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_REDIRECTS = 3;

    /** The headers. Some servers refuse requests without a User-Agent. */
    private static final Map<String, String> HEADERS = Map.of("User-Agent", "basicops-emulator");

    private final HttpTransport transport;
    private final EgressPolicy reach;
    private final int most;

    /** Fetches files of at most so many bytes. */
    RemoteFile(HttpTransport transport, boolean privateAllowed, int most) {
        this.transport = transport;
        this.reach = EgressPolicy.anywhere(privateAllowed);
        this.most = most;
    }

    /** A file, its name, and its media type. */
    record Fetched(String name, String contentType, byte[] content) {}

    /** Returns true if a text is an absolute URL with http or https. */
    static boolean isHttp(String url) {
        try {
            URI uri = new URI(url);
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null;
        } catch (URISyntaxException no) {
            return false;
        }
    }

    /**
     * Fetches a file.
     *
     * @throws Problem when it cannot be had
     */
    Fetched fetch(String url) {
        String next = url;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Target target = checked(next);
            URI uri = target.uri();
            OutboundResponse answer = get(target);
            String location = answer.header("Location").orElse(null);
            if (answer.status() / 100 == 3 && location != null) {
                next = resolved(uri, location);
                continue;
            }
            if (answer.status() / 100 != 2) {
                throw refused("must lead to a file, but " + uri + " answered " + answer.status());
            }
            if (answer.cut()) {
                throw refused("must lead to a file of at most " + most + " bytes, but " + uri + " has more");
            }
            return fetched(uri, answer);
        }
        throw refused("must lead to a file after at most " + MOST_REDIRECTS + " redirects, but " + url + " did not");
    }

    private Target checked(String url) {
        try {
            return reach.check(url);
        } catch (EgressDeniedException barred) {
            throw refused(Objects.requireNonNull(barred.getMessage()));
        }
    }

    private OutboundResponse get(Target target) {
        CompletableFuture<OutboundResponse> answer =
                transport.send(new OutboundRequest(target, "GET", HEADERS, new byte[0], PATIENCE, most));
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw refused(reason(target.uri(), Objects.requireNonNull(failed.getCause())));
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw refused("must lead to a file that can be fetched, but the emulator is being stopped");
        }
    }

    private static String reason(URI uri, Throwable failure) {
        if (failure instanceof SocketTimeoutException) {
            return "must lead to a file that comes within " + PATIENCE.toSeconds() + " s, but " + uri + " did not";
        }
        if (failure instanceof EgressDeniedException) {
            return Objects.requireNonNull(failure.getMessage());
        }
        if (failure instanceof IOException) {
            return "must lead to a file that can be fetched, but " + uri + " " + failure.getMessage();
        }
        throw new IllegalStateException(failure);
    }

    private static String resolved(URI uri, String location) {
        try {
            return uri.resolve(location).toString();
        } catch (IllegalArgumentException noUri) {
            throw refused("must lead to a file that can be fetched, but " + uri + " broke off: " + noUri.getMessage());
        }
    }

    private static Fetched fetched(URI uri, OutboundResponse answer) {
        String disposed =
                ContentDisposition.fileName(answer.header("Content-Disposition").orElse(""));
        String path = Objects.requireNonNullElse(Percent.decode(Objects.requireNonNullElse(uri.getRawPath(), "")), "");
        String name = disposed != null ? disposed : ContentDisposition.plain(path);
        String type = answer.header("Content-Type").orElse(MediaTypes.of(name));
        return new Fetched(name == null ? "attachment" : name, type.split(";", 2)[0].strip(), answer.body());
    }

    private static Problem refused(String message) {
        return Problem.invalid("$.url", message);
    }
}
