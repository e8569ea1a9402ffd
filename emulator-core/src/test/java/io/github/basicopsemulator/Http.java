package io.github.basicopsemulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.basicopsemulator.control.Contract;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A plain HTTP client, as the code under test would have one. JSON is written with single quotes. */
final class Http {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private Http() {}

    static Answer get(URI url, String... headers) {
        return send("GET", url, BodyPublishers.noBody(), headers);
    }

    static Answer post(URI url, String json) {
        return send("POST", url, BodyPublishers.ofString(json.replace('\'', '"')), "Content-Type", "application/json");
    }

    /** Sends with any token, unless the headers have another. */
    static Answer send(String method, URI url, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).method(method, body).timeout(Duration.ofSeconds(20));
        request.setHeader("Authorization", "Bearer any");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            Answer answer = new Answer(CLIENT.send(request.build(), BodyHandlers.ofByteArray()));
            check(method, url, answer);
            return answer;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Holds the reply against the OpenAPI document that describes it. */
    private static void check(String method, URI url, Answer answer) {
        String path = url.getRawPath().replaceFirst("^/w/[^/]+", "");
        Contract.served().check(method, path, answer.status(), answer.header("Content-Type"), answer.bytes());
    }

    /** A reply, taken apart. */
    record Answer(HttpResponse<byte[]> response) {

        int status() {
            return response.statusCode();
        }

        byte[] bytes() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> body() {
            return (Map<String, Object>) json();
        }

        /** A body that is a list itself. */
        List<?> array() {
            return (List<?>) json();
        }

        private Object json() {
            try {
                return Json.read(bytes());
            } catch (MalformedJson malformed) {
                throw new AssertionError(new String(bytes(), UTF_8), malformed);
            }
        }

        @SuppressWarnings("unchecked")
        Map<String, Object> data() {
            return (Map<String, Object>) body().get("data");
        }

        List<?> list() {
            return (List<?>) body().get("data");
        }

        String message() {
            return (String) body().get("message");
        }
    }
}
