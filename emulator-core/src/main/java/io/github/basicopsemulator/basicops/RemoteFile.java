package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a file from a URL that a client asked for.
 *
 * <p>Assumed: whatever goes wrong is the client's fault, and refused. Only http and https; link-local addresses, where clouds
 * keep their secrets, never; loopback and private ones as the options say.
 */
final class RemoteFile {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_REDIRECTS = 3;

    /** Where clouds keep their secrets at addresses that are not link-local. */
    private static final Set<String> METADATA = Set.of("100.100.100.200", "fd00:ec2:0:0:0:0:0:254");

    private final boolean privateAllowed;
    private final int most;
    private @Nullable HttpClient client;

    /** Fetches files of at most so many bytes. */
    RemoteFile(boolean privateAllowed, int most) {
        this.privateAllowed = privateAllowed;
        this.most = most;
    }

    /** A file, its name, and its media type. */
    record Fetched(String name, String contentType, byte[] content) {}

    /** Tells whether a text is an absolute URL with http or https. */
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
            URI uri = checked(next);
            HttpResponse<InputStream> reply = get(uri);
            try (InputStream in = reply.body()) {
                String location = reply.headers().firstValue("Location").orElse(null);
                if (reply.statusCode() / 100 == 3 && location != null) {
                    next = uri.resolve(location).toString();
                    continue;
                }
                if (reply.statusCode() / 100 != 2) {
                    throw refused("must lead to a file, but " + uri + " answered " + reply.statusCode());
                }
                return fetched(uri, reply, in);
            } catch (IOException | IllegalArgumentException broken) {
                throw refused(
                        "must lead to a file that can be fetched, but " + uri + " broke off: " + broken.getMessage());
            }
        }
        throw refused("must lead to a file after at most " + MOST_REDIRECTS + " redirects, but " + url + " did not");
    }

    private Fetched fetched(URI uri, HttpResponse<?> reply, InputStream in) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        // The request's own timeout ends with the headers; a body can drip for ever.
        CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .execute(() -> {
                    late.set(true);
                    close(in);
                });
        byte[] content = in.readNBytes(most);
        if (late.get()) {
            throw refused(
                    "must lead to a file that comes within " + PATIENCE.toSeconds() + " s, but " + uri + " did not");
        }
        if (content.length == most && in.read() >= 0) {
            throw refused("must lead to a file of at most " + most + " bytes, but " + uri + " has more");
        }
        String disposed = Disposition.fileName(
                reply.headers().firstValue("Content-Disposition").orElse(""));
        String path = Objects.requireNonNullElse(Percent.decode(Objects.requireNonNullElse(uri.getRawPath(), "")), "");
        String name = disposed != null ? disposed : Disposition.plain(path);
        String type = reply.headers().firstValue("Content-Type").orElse(MediaTypes.of(name));
        return new Fetched(name == null ? "attachment" : name, type.split(";", 2)[0].strip(), content);
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException alreadyBroken) {
            // Then whoever reads it knows.
        }
    }

    private HttpResponse<InputStream> get(URI uri) {
        try {
            return client().send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
        } catch (IOException | IllegalArgumentException unreachable) {
            throw refused("must lead to a file that can be fetched, but " + uri + " could not be reached: "
                    + Objects.requireNonNullElse(unreachable.getMessage(), unreachable.toString()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw refused("must lead to a file that can be fetched, but the emulator is being stopped");
        }
    }

    private URI checked(String url) {
        if (!isHttp(url)) {
            throw refused("must be an absolute http or https URL, but was \"" + url + "\"");
        }
        URI uri = URI.create(url);
        try {
            for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
                boolean inside = address.isLoopbackAddress()
                        || address.isSiteLocalAddress()
                        || address.isAnyLocalAddress()
                        || (address.getAddress()[0] & 0xFE) == 0xFC;
                if (isMetadata(address)) {
                    throw refused("must not lead to a link-local address, where clouds keep their secrets, but "
                            + uri.getHost() + " is at " + address.getHostAddress());
                }
                if (inside && !privateAllowed) {
                    throw refused("must lead to a public host, since this emulator was told so, but " + uri.getHost()
                            + " is at " + address.getHostAddress());
                }
            }
        } catch (UnknownHostException unknown) {
            throw refused("must lead to a host that exists, but " + uri.getHost() + " is unknown");
        }
        return uri;
    }

    private static boolean isMetadata(InetAddress address) {
        return address.isLinkLocalAddress() || METADATA.contains(address.getHostAddress());
    }

    private static Problem refused(String message) {
        return Problem.invalid("$.url", message);
    }

    /** Made when first needed: most tests fetch nothing. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .followRedirects(Redirect.NEVER)
                    .connectTimeout(PATIENCE)
                    .build();
        }
        return client;
    }
}
