package io.github.basicopsemulator.standalone;

import static io.github.basicopsemulator.BasicOpsSeed.webhook;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts an emulator, answers a request of each kind and exits: the training run for a class-data archive. */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Starts on a free port, answers a few requests of its own and ends.")
final class CdsTrainingRun implements Callable<Integer> {

    private static final int PATIENCE_IN_MILLIS = 5_000;

    @Override
    public Integer call() throws IOException {
        try (Emulator emulator = Emulator.builder().workspacesOnDemand().start()) {
            Workspace workspace = emulator.workspace();
            workspace.seed(webhook(workspace.inbox("rehearsal").url(), "basicops:project:created"));
            ask(workspace, "/_emulator/health", "");
            ask(workspace, "/v1/project", "{\"title\": \"Rehearsal\"}");
            ask(workspace, "/v1/project?limit=1", "");
            ask(workspace, "/v1/nothing", "");
            ask(workspace, "/v2/users/self", "");
            ask(workspace, "/999999999/api/v1/projects.json", "");
            workspace.webhooks().settle();
        }
        return 0;
    }

    private static void ask(Workspace workspace, String path, String body) throws IOException {
        HttpURLConnection request =
                (HttpURLConnection) workspace.url(path).toURL().openConnection(Proxy.NO_PROXY);
        request.setConnectTimeout(PATIENCE_IN_MILLIS);
        request.setReadTimeout(PATIENCE_IN_MILLIS);
        request.setRequestProperty("Authorization", "Bearer any");
        request.setRequestProperty("Content-Type", "application/json");
        if (!body.isEmpty()) {
            request.setDoOutput(true);
            try (OutputStream out = request.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
        }
        try (InputStream reply =
                request.getResponseCode() < 400 ? request.getInputStream() : request.getErrorStream()) {
            reply.readAllBytes();
        }
    }
}
