package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A client of a workspace over HTTP; many threads may use it. JSON is written with single quotes. */
final class Caller {

    /** Not shared: a connection of an earlier emulator, which had the same port, is none of this one. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Workspace workspace;

    Caller(Workspace workspace) {
        this.workspace = workspace;
    }

    /** What a call that must work is answered. */
    Object data(String method, String path, String json) {
        Answer answer = send(method, path, json);
        if (answer.status() != 200) {
            throw new AssertionError(method + " " + path + " " + json + " was answered " + answer);
        }
        return answer.body().get("data");
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> list(String path) {
        return (List<Map<String, Object>>) data("GET", path, "");
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> object(String method, String path, String json) {
        return (Map<String, Object>) data(method, path, json);
    }

    Answer send(String method, String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(workspace.url(path))
                .method(method, BodyPublishers.ofString(json.replace('\'', '"')))
                .header("Authorization", "Bearer any")
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), new String(response.body(), UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** A reply. */
    record Answer(int status, String text) {

        @SuppressWarnings("unchecked")
        Map<String, Object> body() {
            try {
                return (Map<String, Object>) Json.read(text.getBytes(UTF_8));
            } catch (MalformedJson malformed) {
                throw new AssertionError(text, malformed);
            }
        }
    }
}
