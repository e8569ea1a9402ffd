package io.github.basicopsemulator.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Bare Jetty or Javalin: answers with the bytes of files in a folder. Prints its port. */
final class BareServer {

    private static final String JSON = "application/json";
    private static final ObjectMapper JACKSON = new ObjectMapper();

    private final byte[] one;
    private final byte[] post;
    private final byte[] list;
    private final byte[] twenty;

    private BareServer(Path folder) throws IOException {
        this.one = Files.readAllBytes(folder.resolve("one.json"));
        this.post = Files.readAllBytes(folder.resolve("post.json"));
        this.list = Files.readAllBytes(folder.resolve("list.json"));
        this.twenty = Files.readAllBytes(folder.resolve("twenty.json"));
    }

    /** Takes {@code jetty} or {@code javalin}, and the folder. */
    public static void main(String[] args) throws Exception {
        BareServer server = new BareServer(Path.of(args[1]));
        System.out.println(args[0].equals("jetty") ? server.jetty() : server.javalin());
        while (System.in.read() >= 0) {
            // Until its standard input ends.
        }
        System.exit(0);
    }

    private int jetty() throws Exception {
        return serve(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                byte[] body = body(request);
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
                response.write(true, ByteBuffer.wrap(body), callback);
                return true;
            }
        });
    }

    /** Starts a Jetty with this handler alone, and returns its port. */
    static int serve(Handler handler) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
        return connector.getLocalPort();
    }

    private byte[] body(Request request) throws IOException {
        if (request.getMethod().equals("POST")) {
            Content.Source.asByteBuffer(request);
            return post;
        }
        String query = request.getHttpURI().getQuery();
        return query == null ? one : query.startsWith("limit") ? list : twenty;
    }

    private int javalin() throws IOException {
        JsonNode tree = JACKSON.readTree(list);
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/v1/task/{id}", context -> send(context, one));
                    config.routes.get("/fresh", context -> send(context, JACKSON.writeValueAsBytes(tree)));
                    config.routes.get(
                            "/v1/task", context -> send(context, context.queryParam("limit") == null ? twenty : list));
                    config.routes.post("/v1/task", context -> {
                        context.bodyAsBytes();
                        send(context, post);
                    });
                })
                .start("127.0.0.1", 0)
                .port();
    }

    private static void send(Context context, byte[] body) {
        context.contentType(JSON).result(body);
    }
}
