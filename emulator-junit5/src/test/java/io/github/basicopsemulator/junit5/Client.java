package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.control.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code under test: a client that knows a base URL and a token, and nothing of an emulator. */
final class Client {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern TITLE = Pattern.compile("\"title\":");

    private final URI base;

    Client(URI base) {
        this.base = base;
    }

    static Client of(Workspace workspace) {
        return new Client(workspace.url());
    }

    void createProject(String title) {
        String body = "{\"title\":\"" + title + "\"}";
        HttpResponse<String> reply = send(request("/v1/project")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        if (reply.statusCode() != 200) {
            throw new IllegalStateException(reply.body());
        }
    }

    String projects() {
        return send(request("/v1/project")).body();
    }

    int countProjects() {
        Matcher titles = TITLE.matcher(projects());
        int count = 0;
        while (titles.find()) {
            count++;
        }
        return count;
    }

    int status(String path) {
        return send(request(path)).statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer any");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return Contract.served().checked(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
