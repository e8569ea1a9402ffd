package io.github.basicopsemulator.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Jetty, or Javalin, and nothing behind it: answers with the bytes of files in a folder. Prints its port. */
final class BareServer {

    private static final String JSON = "application/json";

    private BareServer() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        int port = Integer.parseInt(args[2]);
        System.out.println(args[0].equals("jetty") ? jetty(folder, port) : javalin(folder, port));
        Heap.answer();
        System.exit(0);
    }

    private static int jetty(Path folder, int port) throws Exception {
        byte[] one = Files.readAllBytes(folder.resolve("one.json"));
        byte[] made = Files.readAllBytes(folder.resolve("made.json"));
        byte[] list = Files.readAllBytes(folder.resolve("list.json"));
        byte[] twenty = Files.readAllBytes(folder.resolve("twenty.json"));
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                String query = request.getHttpURI().getQuery();
                boolean isPost = request.getMethod().equals("POST");
                if (isPost) {
                    Content.Source.asByteBuffer(request);
                }
                byte[] body = isPost ? made : query == null ? one : query.startsWith("limit") ? list : twenty;
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
                response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
                response.write(true, ByteBuffer.wrap(body), callback);
                return true;
            }
        });
        server.start();
        return connector.getLocalPort();
    }

    private static int javalin(Path folder, int port) throws IOException {
        byte[] one = Files.readAllBytes(folder.resolve("one.json"));
        byte[] made = Files.readAllBytes(folder.resolve("made.json"));
        byte[] list = Files.readAllBytes(folder.resolve("list.json"));
        byte[] twenty = Files.readAllBytes(folder.resolve("twenty.json"));
        Object tree = tree(list);
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/v1/task/{id}", context -> send(context, one));
                    config.routes.get("/fresh", context -> send(context, written(tree)));
                    config.routes.get(
                            "/v1/task", context -> send(context, context.queryParam("limit") == null ? twenty : list));
                    config.routes.post("/v1/task", context -> {
                        context.bodyAsBytes();
                        send(context, made);
                    });
                })
                .start("127.0.0.1", port)
                .port();
    }

    private static void send(Context context, byte[] body) {
        context.contentType(JSON).result(body);
    }

    private static Object tree(byte[] json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return value(parser);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                return array;
            }
            default -> {
                return switch (parser.currentToken()) {
                    case VALUE_NUMBER_INT -> parser.getLongValue();
                    case VALUE_TRUE -> true;
                    case VALUE_FALSE -> false;
                    case VALUE_NULL -> null;
                    default -> parser.getText();
                };
            }
        }
    }

    private static byte[] written(Object tree) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 << 10);
        try (JsonGenerator generator = new JsonFactory().createGenerator(bytes)) {
            write(generator, tree);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        if (value instanceof Map<?, ?> object) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : object.entrySet()) {
                generator.writeFieldName((String) entry.getKey());
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> array) {
            generator.writeStartArray();
            for (Object element : array) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value == null) {
            generator.writeNull();
        } else {
            generator.writeString((String) value);
        }
    }
}
