package probe;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Asks an emulator for what the libraries in the packed jar are needed for, and prints the statuses. */
class Main {

    private static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=");

    public static void main(String[] arguments) throws Exception {
        try (Emulator emulator = Emulator.start()) {
            Workspace workspace = emulator.workspace();
            send(workspace, "GET", "/v1/user/me", BodyPublishers.noBody());
            send(workspace, "GET", "/_emulator/openapi.yaml", BodyPublishers.noBody());
            send(workspace, "GET", "/v1/nothing", BodyPublishers.noBody());
            String uploaded = send(workspace, "POST", "/v1/upload", BodyPublishers.ofByteArray(DOT));
            String id = uploaded.replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
            String task = "{\"title\":\"Picture\",\"attachments\":[\"" + id + "\"]}";
            send(workspace, "POST", "/v1/task", BodyPublishers.ofString(task));
            String file = URLEncoder.encode(id, StandardCharsets.UTF_8);
            send(workspace, "GET", "/v1/task/1/attachments/" + file + "/thumbnail/small", BodyPublishers.noBody());
        }
    }

    private static String send(Workspace workspace, String method, String path, BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(workspace.url(path))
                .header("Authorization", "Bearer " + workspace.token())
                .header("Content-Type", "application/json")
                .header("Content-Disposition", "attachment; filename=\"dot.png\"")
                .method(method, body)
                .build();
        HttpResponse<String> reply = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        System.out.println(reply.statusCode() + " " + method + " "
                + path.replaceAll("attachments/.*?/", "attachments/ID/"));
        return reply.body();
    }
}
