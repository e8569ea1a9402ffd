package io.github.basicopsemulator.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.basicopsemulator.tls.Identity;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of the packed jar: what it prints, how it ends, what its options do. */
class JarIT {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_first_line_says_where_it_is_ready_and_by_then_it_answers() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start()) {
            assertThat(emulator.firstLine()).matches("BasicOps emulator ready at http://127\\.0\\.0\\.1:[1-9]\\d*");
            try (Socket socket =
                    new Socket(emulator.url().getHost(), emulator.url().getPort())) {
                assertThat(socket.isConnected()).isTrue();
            }
            assertThat(get(emulator, "/v1/user/me", "any").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void help_is_printed_to_standard_output() throws Exception {
        EmulatorProcess.Ended ended = EmulatorProcess.run("--help");

        assertThat(ended.exit()).isZero();
        assertThat(ended.output())
                .contains("Usage: basicops-emulator", "--port=PORT", "--host=ADDRESS", "--token=TOKEN", "/w/NAME/v1")
                .contains("8080", "127.0.0.1");
        assertThat(ended.errors()).isEmpty();
    }

    @Test
    void the_readme_and_the_help_name_the_same_options() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        Set<String> listed = new TreeSet<>();
        readme.lines()
                .filter(line -> line.startsWith("| `--"))
                .forEach(line -> listed.addAll(options(line.substring(0, line.indexOf(" |", 2)))));

        assertThat(listed).isEqualTo(options(EmulatorProcess.run("--help").output()));
    }

    private static Set<String> options(String text) {
        Set<String> options = new TreeSet<>();
        Matcher option = Pattern.compile("--[a-z][a-z-]*").matcher(text);
        while (option.find()) {
            options.add(option.group());
        }
        return options;
    }

    @Test
    void the_version_is_that_of_the_build() throws Exception {
        EmulatorProcess.Ended ended = EmulatorProcess.run("--version");

        assertThat(ended.exit()).isZero();
        assertThat(ended.output().lines())
                .containsExactly("BasicOps emulator " + System.getProperty("emulator.version"));
        assertThat(ended.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--nonsense, Unknown option: '--nonsense'",
        "surplus, Unmatched argument",
        "--port x, is not an int",
        "--port 70000, 'from 0 to 65535, but this was 70000'",
        "--port -1, 'from 0 to 65535, but this was -1'",
        "--token, Missing required parameter for option '--token'",
        "--port 0 --token=, a token is not blank",
        "--port 0 --host nowhere.invalid, cannot listen on nowhere.invalid:0",
        "--port 0 --path-prefix mock, a path prefix must be like /mock",
        "--port 0 --public-url dev.example.com, a public URL must be like https://dev.example.com/mock",
        "--port 0 --cors-origin http://localhost:3000/, an origin is such as http://localhost:3000",
        "--port 0 --allowed-host http://emulator.test, an allowed host is a name without a port",
        "--port 0 --max-records 0, 'a limit is at least 1, but this was 0'",
        "--port 0 --max-stored-bytes 1M, is not a long",
        "--port 0 --on-demand-ttl PT-1H, 'a time to live is not negative, but this was PT-1H'",
        "--port 0 --tls-cert a.pem, --tls-cert and --tls-key are given both or neither",
        "--port 0 --tls-cert a.pem --tls-key b.pem, the certificate a.pem cannot be read"
    })
    void a_wrong_command_line_ends_with_2_and_one_line_that_says_why(String arguments, String reason) throws Exception {
        assertComplaint(EmulatorProcess.run(arguments.split(" ")), reason);
    }

    @Test
    void a_taken_port_ends_with_2_and_one_line_that_names_it() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());

            assertComplaint(EmulatorProcess.run("--port", port), "cannot listen on 127.0.0.1:" + port);
        }
    }

    @Test
    void it_ends_with_0_when_it_is_told_to() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start()) {
            assumeTrue(emulator.endsWhenTold(), "this system can only kill processes");
            get(emulator, "/v1/user/me", "any");

            EmulatorProcess.Ended ended = emulator.end();

            assertThat(ended.exit()).isZero();
            assertThat(ended.output()).isEmpty();
        }
    }

    @Test
    void below_a_prefix_it_answers_pages_of_an_origin_with_public_urls() throws Exception {
        String[] options = {
            "--path-prefix",
            "/mock",
            "--public-url",
            "https://dev.example.com",
            "--cors-origin",
            "http://localhost:3000",
            "--allowed-host",
            "emulator.test"
        };
        try (EmulatorProcess emulator = EmulatorProcess.start(options)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(emulator.url() + "/v1/user/me"))
                    .header("Authorization", "Bearer any")
                    .header("Origin", "http://localhost:3000")
                    .build();
            HttpResponse<String> reply = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(emulator.url().getPath()).isEqualTo("/mock");
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).contains("\"https://dev.example.com/v1/user/38/");
            assertThat(reply.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("http://localhost:3000");
        }
    }

    @Test
    void the_second_line_says_where_it_answers_https() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start("--https")) {
            assumeTrue(emulator.endsWhenTold(), "this system can only kill processes");

            assertThat(emulator.end().output().lines())
                    .containsExactly("and at " + emulator.url().toString().replace("http:", "https:"));
        }
    }

    @Test
    void it_answers_https_with_a_certificate_that_it_was_given(@TempDir Path directory) throws Exception {
        Identity given = Identity.generated(List.of("127.0.0.1"), Instant.now());
        Path certificate = Files.writeString(directory.resolve("cert.pem"), given.pem());
        Path key = Files.writeString(
                directory.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(given.key().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        HttpClient client = HttpClient.newBuilder().sslContext(given.trusted()).build();
        try (EmulatorProcess emulator =
                EmulatorProcess.start("--tls-cert", certificate.toString(), "--tls-key", key.toString())) {
            URI url = URI.create("https://" + emulator.url().getAuthority() + "/_emulator/health");

            assertThat(client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(emulator, "/v1/user/me", "any").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void only_the_tokens_that_were_declared_are_accepted() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start("--token", "one", "--token", "two")) {
            for (String path : new String[] {"/v1/user/me", "/w/other/v1/user/me"}) {
                assertThat(get(emulator, path, "one").statusCode()).isEqualTo(200);
                assertThat(get(emulator, path, "two").statusCode()).isEqualTo(200);
                HttpResponse<String> refused = get(emulator, path, "three");
                assertThat(refused.statusCode()).isEqualTo(401);
                assertThat(JSON.readTree(refused.body()).path("success").asBoolean(true))
                        .isFalse();
            }
        }
    }

    @Test
    void any_token_is_accepted_where_none_was_declared_but_there_must_be_one() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start()) {
            assertThat(get(emulator, "/v1/user/me", "whatever").statusCode()).isEqualTo(200);
            assertThat(get(emulator, "/v1/user/me", "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void requests_are_logged_to_standard_error_only() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start()) {
            assumeTrue(emulator.endsWhenTold(), "this system can only kill processes");
            get(emulator, "/v1/user/me", "any");
            get(emulator, "/w/a/v1/task/7", "any");

            EmulatorProcess.Ended ended = emulator.end();

            assertThat(ended.output()).isEmpty();
            assertThat(ended.errors().lines())
                    .hasSize(4)
                    .satisfiesExactlyInAnyOrder(
                            line -> assertThat(line).contains("GET /v1/user/me 200"),
                            line -> assertThat(line).contains("GET /w/a/v1/task/7 404"),
                            // What each reply is held against is asked for, too.
                            line -> assertThat(line).contains("GET /_emulator/openapi.json 200"),
                            line -> assertThat(line).contains("GET /_emulator/openapi.json 200"));
        }
    }

    @Test
    void requests_can_be_logged_as_json() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start("--log", "json")) {
            assumeTrue(emulator.endsWhenTold(), "this system can only kill processes");
            get(emulator, "/v1/task/7", "any");

            JsonNode line =
                    JSON.readTree(emulator.end().errors().lines().findFirst().orElseThrow());

            assertThat(line.path("log").asText()).isEqualTo("requests");
            assertThat(line.path("method").asText()).isEqualTo("GET");
            assertThat(line.path("path").asText()).isEqualTo("/v1/task/7");
            assertThat(line.path("status").asInt()).isEqualTo(404);
            assertThat(line.path("micros").isNumber()).isTrue();
            assertThat(line.path("reason").asText()).contains("task");
            assertThat(Instant.parse(line.path("time").asText())).isBefore(Instant.now());
        }
    }

    @Test
    void requests_are_not_logged_where_it_is_told_to_be_quiet() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start("--quiet", "--journal", "0")) {
            assumeTrue(emulator.endsWhenTold(), "this system can only kill processes");
            get(emulator, "/v1/user/me", "any");

            assertThat(emulator.end().errors()).isEmpty();
        }
    }

    @Test
    void what_is_not_on_the_command_line_comes_from_the_environment() throws Exception {
        Map<String, String> environment = Map.of(
                "BASICOPS_EMULATOR_PORT", "0", "BASICOPS_EMULATOR_TOKEN", "one;two", "BASICOPS_EMULATOR_HOST", "");
        try (EmulatorProcess emulator = EmulatorProcess.startWith(environment)) {
            assertThat(get(emulator, "/v1/user/me", "one").statusCode()).isEqualTo(200);
            assertThat(get(emulator, "/v1/user/me", "two").statusCode()).isEqualTo(200);
            assertThat(get(emulator, "/v1/user/me", "three").statusCode()).isEqualTo(401);
        }
        try (EmulatorProcess emulator = EmulatorProcess.startWith(environment, "--token", "three")) {
            assertThat(get(emulator, "/v1/user/me", "three").statusCode()).isEqualTo(200);
            assertThat(get(emulator, "/v1/user/me", "one").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void a_wrong_value_from_the_environment_is_complained_of_by_the_name_of_its_variable() throws Exception {
        assertComplaint(
                EmulatorProcess.runWith(Map.of("BASICOPS_EMULATOR_PORT", "x")),
                "'x' is not an int (from BASICOPS_EMULATOR_PORT)");
    }

    @Test
    void the_address_that_kubernetes_tells_of_a_service_of_that_name_is_not_taken_for_the_port() throws Exception {
        EmulatorProcess.Ended ended =
                EmulatorProcess.runWith(Map.of("BASICOPS_EMULATOR_PORT", "tcp://10.0.0.1:8080"), "--version");

        assertThat(ended.exit()).as(ended.errors()).isZero();
    }

    @Test
    void health_says_whether_an_emulator_is_up() throws Exception {
        String url;
        try (EmulatorProcess emulator = EmulatorProcess.start()) {
            url = emulator.url().toString();
            EmulatorProcess.Ended up = EmulatorProcess.run("health", "--url", url);
            EmulatorProcess.Ended upAtPort = EmulatorProcess.runWith(
                    Map.of(
                            "BASICOPS_EMULATOR_PORT",
                            String.valueOf(emulator.url().getPort())),
                    "health");

            assertThat(up).isEqualTo(new EmulatorProcess.Ended(0, "up" + System.lineSeparator(), ""));
            assertThat(upAtPort.exit()).isZero();
        }
        EmulatorProcess.Ended down = EmulatorProcess.run("health", "--url", url);

        assertThat(down.exit()).isEqualTo(1);
        assertThat(down.errors()).startsWith("basicops-emulator: no healthy emulator at " + url);
    }

    @Test
    void completion_for_shells_knows_the_options() throws Exception {
        EmulatorProcess.Ended ended = EmulatorProcess.run("generate-completion");

        assertThat(ended.exit()).isZero();
        assertThat(ended.output()).contains("basicops-emulator", "--webhook-payload", "health");
    }

    @Test
    void workspaces_are_made_on_demand_and_know_nothing_of_each_other() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start()) {
            assertThat(create(emulator, "/w/one/v1/project", "First")).isEqualTo(1);
            assertThat(create(emulator, "/w/one/v1/project", "Second")).isEqualTo(2);
            assertThat(create(emulator, "/w/two/v1/project", "Other")).isEqualTo(1);

            assertThat(titles(emulator, "/w/one/v1/project")).containsExactly("First", "Second");
            assertThat(titles(emulator, "/w/two/v1/project")).containsExactly("Other");
            assertThat(titles(emulator, "/w/three/v1/project")).isEmpty();
            assertThat(titles(emulator, "/v1/project")).isEmpty();
        }
    }

    @Test
    void urls_in_a_workspace_lead_back_into_it() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start()) {
            String picture = JSON.readTree(
                            get(emulator, "/w/mine/v1/user/38", "any").body())
                    .at("/data/picture")
                    .asText();

            assertThat(picture).startsWith(emulator.url() + "/w/mine/v1/user/38/picture/");
            HttpResponse<String> download =
                    get(emulator, picture.substring(emulator.url().toString().length()), "any");
            assertThat(download.statusCode()).isEqualTo(200);
            assertThat(download.headers().firstValue("Content-Type")).hasValue("image/png");
        }
    }

    @Test
    void thumbnails_need_no_temporary_files() throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", png);
        try (EmulatorProcess emulator = EmulatorProcess.startOn(List.of("-Djava.io.tmpdir=/nonexistent"))) {
            create(emulator, "/v1/task", "Launch");
            HttpRequest upload = HttpRequest.newBuilder(emulator.url().resolve("/v1/task/1/attachments"))
                    .timeout(Duration.ofSeconds(10))
                    .header("Authorization", "Bearer any")
                    .header("Content-Disposition", "attachment; filename=\"dot.png\"")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(png.toByteArray()))
                    .build();
            HttpResponse<String> uploaded = CLIENT.send(upload, HttpResponse.BodyHandlers.ofString());
            String file = URLEncoder.encode(
                    JSON.readTree(uploaded.body()).at("/data/id").asText(), StandardCharsets.UTF_8);

            HttpResponse<String> small = get(emulator, "/v1/task/1/attachments/" + file + "/thumbnail/small", "any");

            assertThat(small.statusCode()).as(small.body()).isEqualTo(200);
        }
    }

    @Test
    void the_demo_is_a_company_in_every_workspace() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start("--seed", "demo")) {
            assertThat(titles(emulator, "/w/any/v1/project?limit=3")).contains("Spring catalogue", "Office");
            assertThat(titles(emulator, "/v1/task?limit=100")).hasSizeGreaterThan(39);
        }
    }

    @Test
    void what_one_exports_another_begins_with_and_exports_again(@TempDir Path folder) throws Exception {
        Path export = folder.resolve("export.yaml");
        try (EmulatorProcess emulator = EmulatorProcess.start("--seed", "demo")) {
            create(emulator, "/v1/task", "What went wrong");
            Files.writeString(export, exported(emulator));
        }
        try (EmulatorProcess emulator = EmulatorProcess.start("--seed", export.toString())) {
            assertThat(titles(emulator, "/v1/task?limit=100")).contains("What went wrong");
            assertThat(exported(emulator)).isEqualTo(Files.readString(export));
        }
    }

    @Test
    void files_are_loaded_one_after_the_other(@TempDir Path folder) throws Exception {
        Path one = Files.writeString(folder.resolve("one.yaml"), "basicops: {projects: [{id: 7, title: Apollo}]}");
        Path two = Files.writeString(
                folder.resolve("two.json"), "{\"basicops\": {\"tasks\": [{\"title\": \"Launch\", \"project\": 7}]}}");
        try (EmulatorProcess emulator = EmulatorProcess.start("--seed", one.toString(), "--seed", two.toString())) {
            assertThat(titles(emulator, "/v1/project/7/tasks")).contains("Launch");
        }
    }

    @Test
    void a_wrong_seed_file_ends_with_2_and_says_all_that_is_wrong_with_it_and_where(@TempDir Path folder)
            throws Exception {
        Path file =
                Files.writeString(folder.resolve("wrong.yaml"), "basicops:\n  projects:\n    - titel: A\nsel: {}\n");

        EmulatorProcess.Ended ended = EmulatorProcess.run("--port", "0", "--seed", file.toString());

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.errors().lines())
                .containsExactly(
                        "basicops-emulator: " + file
                                + ":3:7: $.basicops.projects[0].titel: there is no \"titel\" here; did you mean \"title\"?",
                        file + ":4:1: $.sel: there is no \"sel\" here; did you mean \"sell\"?");
        assertComplaint(EmulatorProcess.run("--port", "0", "--seed", "none.yaml"), "none.yaml: there is no such file");
    }

    @Test
    void nothing_that_reads_seed_files_is_loaded_where_there_is_none(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("loaded.log");
        try (EmulatorProcess emulator = EmulatorProcess.startOn(List.of("-Xlog:class+load:file=\"" + log + "\""))) {
            get(emulator, "/v1/user/me", "any");
            assertThat(Files.readString(log))
                    .contains("io.github.basicopsemulator.Workspace ")
                    .doesNotContain("dataformat.yaml", "org.yaml.snakeyaml", "io.github.basicopsemulator.seed.");
        }
    }

    private static void assertComplaint(EmulatorProcess.Ended ended, String reason) {
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.output()).isEmpty();
        assertThat(ended.errors().lines())
                .singleElement()
                .asString()
                .startsWith("basicops-emulator: ")
                .contains(reason);
    }

    private static String exported(EmulatorProcess emulator) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(emulator.url().resolve("/_emulator/export"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static Stream<String> titles(EmulatorProcess emulator, String path) throws Exception {
        JsonNode reply = JSON.readTree(get(emulator, path, "any").body());
        return reply.path("data").findValuesAsText("title").stream();
    }

    private static HttpResponse<String> get(EmulatorProcess emulator, String path, String token) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(emulator.url().resolve(path)).timeout(Duration.ofSeconds(10));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return Contract.checked(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()), emulator.url());
    }

    private static int create(EmulatorProcess emulator, String path, String title) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(emulator.url().resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer any")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"title\": \"" + title + "\"}"))
                .build();
        HttpResponse<String> reply =
                Contract.checked(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()), emulator.url());
        return JSON.readTree(reply.body()).at("/data/id").asInt();
    }
}
