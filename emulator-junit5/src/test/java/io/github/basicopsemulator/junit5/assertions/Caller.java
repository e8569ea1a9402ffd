package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client of a workspace that does what a test says, well or badly. */
record Caller(Workspace workspace, String token) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static Caller of(Workspace workspace) {
        return new Caller(workspace, workspace.token());
    }

    HttpResponse<String> get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    HttpResponse<String> post(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json));
    }

    HttpResponse<String> patch(String path, String json) {
        return send("PATCH", path, BodyPublishers.ofString(json));
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) {
        try {
            return HTTP.send(request(method, path, body), BodyHandlers.ofString());
        } catch (IOException noAnswer) {
            throw new LostAnswer(noAnswer);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private HttpRequest request(String method, String path, BodyPublisher body) {
        return HttpRequest.newBuilder(workspace.url(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("User-Agent", "a test")
                .method(method, body)
                .build();
    }

    /** There was no answer, or no whole one. */
    static final class LostAnswer extends RuntimeException {

        private static final long serialVersionUID = 1;

        LostAnswer(IOException cause) {
            super(cause);
        }
    }
}
