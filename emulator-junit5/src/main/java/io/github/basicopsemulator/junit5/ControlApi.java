package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** A client of a running emulator's control API, with messages that name the next step after a failure. */
final class ControlApi {

    private static final String HEALTH = "/_emulator/health";
    private static final String HERE = "/_emulator/workspace";
    private static final Duration LONGEST_REPLY = Duration.ofSeconds(30);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** The statuses of a proxy whose server is still starting. */
    private static final Set<Integer> NOT_YET = Set.of(502, 503, 504);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_LOOK)
            .build();
    private final RemoteAddress address;

    ControlApi(RemoteAddress address) {
        this.address = address;
    }

    URI url() {
        return address.url();
    }

    /** Waits until an emulator answers, and makes sure that it lets itself be controlled. */
    void open() {
        awaitHealth();
        Reply here = send("GET", HERE, null);
        if (here.status() == 404) {
            throw refused("is older than this extension: it does not know " + here.asked()
                    + ". Start one of the version that the extension has");
        }
        here.checked();
    }

    private void awaitHealth() {
        long began = System.nanoTime();
        Duration pause = Duration.ofMillis(50);
        String deliveryFault = look(address.patience());
        while (deliveryFault != null) {
            Duration left =
                    address.patience().minusNanos(System.nanoTime() - began).minus(pause);
            if (left.isNegative()) {
                throw refused("does not answer: tried for " + address.patience().toMillis() / 1000.0
                        + " s, in the end " + deliveryFault
                        + ". Start it, or correct its address, or let the tests run in"
                        + " process with -D" + RemoteAddress.URL + "=" + RemoteAddress.IN_PROCESS);
            }
            rest(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            deliveryFault = look(left.plusMillis(1));
        }
    }

    /** Looks once whether it is there, and returns null if so, or else why not yet. */
    private @Nullable String look(Duration patience) {
        try {
            Duration longest = patience.compareTo(LONGEST_LOOK) < 0 ? patience : LONGEST_LOOK;
            Reply reply = exchange("GET", HEALTH, null, longest);
            if (NOT_YET.contains(reply.status())) {
                return reply.toString();
            }
            if (reply.status() != 200
                    || !(reply.json() instanceof Map<?, ?> said)
                    || !"up".equals(said.get("status"))) {
                throw refused("is none: " + reply + ", where 200 with {\"status\":\"up\"} was expected");
            }
            return null;
        } catch (SSLException untrusted) {
            throw refused("is not to be trusted: " + untrusted
                    + ". Give the JVM a trust store that has its certificate (-Djavax.net.ssl.trustStore=FILE), or, where"
                    + " it speaks plain HTTP, an address that begins with http");
        } catch (IOException notYet) {
            return failed(HEALTH, notYet);
        }
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new ExtensionConfigurationException("Interrupted while waiting for the emulator to come up.", stop);
        }
    }

    /** Sends a request, and returns the response if its status is a success. */
    Reply call(String method, String path, @Nullable Object body) {
        Reply reply = send(method, path, body);
        reply.checked();
        return reply;
    }

    /** Sends a request, and returns the response with any status. */
    Reply send(String method, String path, @Nullable Object body) {
        try {
            return exchange(method, path, body, LONGEST_REPLY);
        } catch (IOException gone) {
            throw refused("answers no more: " + failed(path, gone) + ". Its log may say why");
        }
    }

    private Reply exchange(String method, String path, @Nullable Object body, Duration longest) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.url() + path))
                .timeout(longest)
                .method(method, content(body));
        if (body != null) {
            request.header("Content-Type", body instanceof String ? "application/yaml" : "application/json");
        }
        if (address.token() != null) {
            request.header("Authorization", "Bearer " + address.token());
        }
        try {
            var response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(this, method + " " + path, response.statusCode(), response.body());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new ExtensionConfigurationException("Interrupted while waiting for the emulator to answer.", stop);
        }
    }

    /** Sends a text as it is, and other values as JSON. */
    private static BodyPublisher content(@Nullable Object body) {
        if (body == null) {
            return BodyPublishers.noBody();
        }
        return body instanceof String text
                ? BodyPublishers.ofString(text)
                : BodyPublishers.ofByteArray(Json.write(body));
    }

    private static String failed(String path, IOException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return path + " failed with " + failure + (cause == failure ? "" : " (" + cause + ")");
    }

    private ExtensionConfigurationException refused(String what) {
        return new ExtensionConfigurationException("The emulator at " + address.url() + " (" + address.said() + ") "
                + what + ". See \"Against a running emulator\" in docs/junit.md.");
    }

    private ExtensionConfigurationException locked(Reply reply) {
        return refused(
                address.token() == null
                        ? "asks for its control token, and none was given. Set the system property "
                                + RemoteAddress.TOKEN
                                + " or the variable BASICOPS_EMULATOR_CONTROL_TOKEN to the token that it was started with"
                        : "was started with another control token than the one in " + RemoteAddress.TOKEN
                                + " or BASICOPS_EMULATOR_CONTROL_TOKEN: " + reply);
    }

    /**
     * A response.
     *
     * @param asked the method and the path of the request
     */
    record Reply(ControlApi api, String asked, int status, byte[] body) {

        private static final int LONGEST_SHOWN = 300;

        void checked() {
            if (status == 401) {
                throw api.locked(this);
            }
            if (status < 200 || status > 299) {
                throw api.refused("refused what the extension needs: " + this);
            }
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** The body as JSON; null if it is not JSON. */
        @Nullable
        Object json() {
            try {
                return Json.read(body);
            } catch (MalformedJson other) {
                return null;
            }
        }

        /** Finds a value in the body by a JSON pointer; null if it is missing. */
        @Nullable
        Object value(String pointer) {
            return Json.at(json(), pointer);
        }

        @Override
        public String toString() {
            String text = text().strip();
            return asked + " answered " + status + " with "
                    + (text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text);
        }
    }
}
