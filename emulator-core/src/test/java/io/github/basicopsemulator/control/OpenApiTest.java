package io.github.basicopsemulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.json.Json;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The OpenAPI document, as anybody gets it. */
class OpenApiTest {

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    void it_is_valid() throws Exception {
        for (String form : new String[] {"json", "yaml"}) {
            SwaggerParseResult parsed = new OpenAPIV3Parser()
                    .readContents(get("/_emulator/openapi." + form).body());

            assertThat(parsed.getMessages()).isEmpty();
            assertThat(parsed.getOpenAPI().getPaths()).hasSizeGreaterThan(50);
        }
    }

    @Test
    void it_holds_every_route_that_the_coverage_lists() throws Exception {
        Contract contract = new Contract(get("/_emulator/openapi.json").body().getBytes(StandardCharsets.UTF_8));

        assertThat(CoverageTest.endpoints(emulator)).hasSizeGreaterThan(92).allSatisfy(endpoint -> {
            Object operations = contract.paths().get((String) endpoint.get("path"));
            assertThat(((Map<?, ?>) operations)
                            .get(endpoint.get("method").toString().toLowerCase(Locale.ROOT)))
                    .isNotNull();
        });
    }

    @Test
    void it_says_what_a_bulk_takes() throws Exception {
        Contract contract = new Contract(get("/_emulator/openapi.json").body().getBytes(StandardCharsets.UTF_8));

        Object items = Json.at(
                contract.paths().get("/v1/task/bulk"),
                "/post/requestBody/content/application~1json/schema/properties/items");
        assertThat(Json.at(items, "/maxItems")).isEqualTo(100L);
        assertThat(((Map<?, ?>) Json.at(items, "/items/properties")).keySet())
                .map(Object::toString)
                .contains("id", "title", "project", "archived")
                .doesNotContain("created");
        assertThat(Json.at(items, "/items/required")).isNull();
    }

    @Test
    void it_says_what_every_body_of_json_is_like_but_for_two() throws Exception {
        Contract contract = new Contract(get("/_emulator/openapi.json").body().getBytes(StandardCharsets.UTF_8));

        assertThat(contract.paths())
                .allSatisfy((path, operations) -> ((Map<?, ?>) operations).forEach((method, operation) -> {
                    Object schema = Json.at(operation, "/requestBody/content/application~1json/schema");
                    boolean isOpen = schema != null && Json.at(schema, "/properties") == null;
                    assertThat(isOpen && !path.matches("/v1/uploadurl|/v1/webhook/\\{id}"))
                            .as(method + " " + path)
                            .isFalse();
                }));
    }

    @Test
    void a_reply_of_another_shape_is_noticed() throws Exception {
        Contract contract = new Contract(get("/_emulator/openapi.json").body().getBytes(StandardCharsets.UTF_8));
        byte[] wrong = "{\"success\":true,\"data\":{\"id\":\"1\"}}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> contract.check("GET", "/v1/task/1", 200, "application/json", wrong))
                .hasMessageContaining("not as its OpenAPI document says");
    }

    @Test
    void its_server_is_the_workspace_it_was_asked_in() throws Exception {
        emulator.workspace("mine");

        assertThat(get("/w/mine/_emulator/openapi.json").body()).contains("\"url\":\"" + emulator.url() + "/w/mine\"");
    }

    static HttpResponse<String> get(Emulator emulator, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(emulator.url() + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(emulator, path);
    }
}
