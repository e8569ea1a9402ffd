package io.github.basicopsemulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true of every route that answers with a file, by the table of routes of all APIs. */
class FileRoutesTest {

    private static final String BASECAMP = "/999999999/api/v1";
    private static final String NAME = "a\"b\\\r\nX-Injected: 1; é.html";

    /** The paths of routes by their templates. A route of a new API needs a line in {@link #start}. */
    private static final Map<String, String> PATHS = new HashMap<>();

    private static Emulator emulator;

    @BeforeAll
    static void start() throws IOException {
        emulator = Emulator.start();
        String task = post("/v1/task", "{\"title\":\"T\"}").data().get("id").toString();
        String file = Percent.encode(upload("/v1/task/" + task + "/attachments", picture(), NAME));
        String signed =
                emulator.workspace().url("/v1/attachment/" + file + "/url").toString();
        URI link = URI.create(Http.get(URI.create(signed)).data().get("url").toString());
        URI picture = URI.create(Http.get(emulator.workspace().url("/v1/user/me"))
                .data()
                .get("picture")
                .toString());
        PATHS.put("/v1/task/{id}/attachments/{file}", "/v1/task/" + task + "/attachments/" + file);
        PATHS.put(
                "/v1/task/{id}/attachments/{file}/download", "/v1/task/" + task + "/attachments/" + file + "/download");
        PATHS.put(
                "/v1/task/{id}/attachments/{file}/thumbnail/{size}",
                "/v1/task/" + task + "/attachments/" + file + "/thumbnail/small");
        PATHS.put("/v1/attachment/{file}/download", "/v1/attachment/" + file + "/download");
        PATHS.put("/v1/attachment/{file}/signed", link.getRawPath() + "?" + link.getRawQuery());
        PATHS.put("/v1/user/{id}/picture/{picture}/download", picture.getRawPath());
        PATHS.put("/oauth/auth", "/oauth/auth?client_id=a&response_type=code&redirect_uri=http%3A%2F%2Fapp.test");
        basecamp();
    }

    private static void basecamp() throws IOException {
        String project = post(BASECAMP + "/projects.json", "{\"name\":\"P\"}")
                .body()
                .get("id")
                .toString();
        String token = send(
                        "POST",
                        BASECAMP + "/attachments.json",
                        BodyPublishers.ofByteArray(picture()),
                        "Content-Type",
                        "image/svg+xml")
                .body()
                .get("token")
                .toString();
        Map<?, ?> upload = post(
                        BASECAMP + "/projects/" + project + "/uploads.json",
                        "{\"content\":\"c\",\"attachments\":[{\"token\":\"" + token + "\",\"name\":\"a.svg\"}]}")
                .body();
        Map<?, ?> attachment = (Map<?, ?>) ((List<?>) upload.get("attachments")).get(0);
        String one = "/{account}/api/v1/projects/{project}/attachments/{id}";
        String original = URI.create(attachment.get("url").toString()).getRawPath();
        PATHS.put(one + "/{key}/original/{name}", original);
        PATHS.put(
                "/{account}/projects/{project}/attachments/{id}/{key}/{thumbnail}",
                original.replace("/api/v1/", "/").replaceFirst("original/.*", "thumbnail.svg"));
        PATHS.put("/{account}/api/v1/people/{id}/avatar.96.gif", BASECAMP + "/people/149087659/avatar.96.gif");
        PATHS.put("/{account}/api/v1/people/{id}/original.gif", BASECAMP + "/people/149087659/original.gif");
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    static Stream<Route> routes() {
        try (Emulator any = Emulator.start()) {
            return any.surfaces().stream()
                    .flatMap(surface -> surface.resources().stream())
                    .flatMap(resource -> resource.routes().stream())
                    .filter(route -> route.answer().form() == ResponseSpec.Shape.FILE)
                    .filter(route -> route.method().equals("GET"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void file_is_sandboxed_on_every_route(Route route) {
        String path = PATHS.get(route.path());
        assertThat(path).as("a path for " + route + " in FileRoutesTest").isNotNull();

        Http.Answer response = send("GET", path, BodyPublishers.noBody(), "Accept", "text/html");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("X-Injected")).isEmpty();
        if (route.path().startsWith("/oauth/")) {
            assertThat(response.header("Content-Security-Policy")).startsWith("default-src 'none'");
        } else {
            assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(response.header("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "Application/JSON"})
    void file_that_a_client_calls_json_is_sandboxed(String type) {
        String file = send(
                        "POST",
                        "/v1/upload",
                        BodyPublishers.ofString("<script>1</script>"),
                        "Content-Type",
                        type,
                        "Content-Disposition",
                        "attachment; filename=\"a.html\"")
                .data()
                .get("id")
                .toString();
        String token = send(
                        "POST", BASECAMP + "/attachments.json", BodyPublishers.ofString("<b>"), "Content-Type", type)
                .body()
                .get("token")
                .toString();
        Object project =
                post(BASECAMP + "/projects.json", "{\"name\":\"J\"}").body().get("id");
        Map<?, ?> upload = post(
                        BASECAMP + "/projects/" + project + "/uploads.json",
                        "{\"content\":\"c\",\"attachments\":[{\"token\":\"" + token + "\",\"name\":\"a.json\"}]}")
                .body();
        Map<?, ?> attachment = (Map<?, ?>) ((List<?>) upload.get("attachments")).get(0);
        for (String path : List.of(
                "/v1/attachment/" + Percent.encode(file) + "/download",
                URI.create(attachment.get("url").toString()).getRawPath())) {
            Http.Answer response = send("GET", path, BodyPublishers.noBody());

            assertThat(response.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(response.header("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
        }
    }

    private static String upload(String path, byte[] content, String name) {
        String encoded = "attachment; filename*=UTF-8''" + Percent.encode(name);
        return send(
                        "POST",
                        path,
                        BodyPublishers.ofByteArray(content),
                        "Content-Type",
                        "text/html",
                        "Content-Disposition",
                        encoded)
                .data()
                .get("id")
                .toString();
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    private static Http.Answer post(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json, UTF_8), "Content-Type", "application/json");
    }

    private static Http.Answer send(String method, String path, BodyPublisher body, String... headers) {
        String[] all = Stream.concat(Stream.of("User-Agent", "Test (t@example.com)"), Stream.of(headers))
                .toArray(String[]::new);
        return Http.send(method, URI.create(emulator.url() + path), body, all);
    }
}
