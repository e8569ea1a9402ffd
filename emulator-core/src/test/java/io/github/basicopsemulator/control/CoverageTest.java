package io.github.basicopsemulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The coverage page says what is served and what it rests on; it is written from what the emulator itself answers. */
class CoverageTest {

    private static final Path ROUTES = Path.of("src", "test", "resources", "basicops-routes.txt");
    private static final Path PAGE = Path.of("..", "docs", "coverage.md");

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
    void all_rows_of_the_vendors_list_are_served() throws Exception {
        TreeSet<Long> rows = new TreeSet<>();
        endpoints(emulator).stream()
                .map(endpoint -> (Long) endpoint.get("row"))
                .filter(Objects::nonNull)
                .forEach(rows::add);

        assertThat(rows)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 88).mapToObj(Long::valueOf).toList());
        assertThat(endpoints(emulator).stream()
                        .filter(endpoint -> endpoint.get("row") != null)
                        .map(endpoint -> endpoint.get("method") + " " + endpoint.get("path")))
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(ROUTES))
                .hasSize(92);
    }

    @Test
    void everything_says_what_it_rests_on() throws Exception {
        assertThat(endpoints(emulator))
                .allSatisfy(
                        endpoint -> assertThat((String) endpoint.get("source")).isNotEmpty());
        assertThat(behaviour(emulator)).extracting(quirk -> quirk.get("id")).doesNotHaveDuplicates();
    }

    /** Writes the page anew where it is stale, so that all there is to do is to commit it. */
    @Test
    void the_page_is_up_to_date() throws Exception {
        all_rows_of_the_vendors_list_are_served();
        String page = page();
        String written = Files.exists(PAGE) ? Files.readString(PAGE) : "";
        if (!written.equals(page)) {
            Files.createDirectories(Objects.requireNonNull(PAGE.getParent()));
            Files.writeString(PAGE, page);
            fail("docs/coverage.md was stale; it was written anew, and is to be committed");
        }
    }

    private static String page() throws Exception {
        StringBuilder page = new StringBuilder("""
                # What is emulated, and what that rests on

                Made from the tables that requests are served from; a running emulator serves the same at `/_emulator/coverage`.
                *Documented* is what BasicOps' API reference says, at these lines of it; *observed* is what its examples, a client
                or a recording showed; *assumed* was decided here. In strict mode what rests on an assumption alone is answered
                with 501.

                ## Endpoints

                | | | | evidence | source |
                | --- | --- | --- | --- | --- |
                """);
        for (Map<String, Object> endpoint : endpoints(emulator)) {
            page.append(String.format(
                    "| %s | %s | `%s` | %s | %s |%n",
                    Objects.requireNonNullElse(endpoint.get("row"), ""),
                    endpoint.get("method"),
                    endpoint.get("path"),
                    endpoint.get("evidence"),
                    endpoint.get("source")));
        }
        page.append(
                "\n## Records\n\nWhat is shown and what can be written, from the field tables; what is required is bold.\n\n"
                        + "| | shown | written | filtered |\n| --- | --- | --- | --- |\n");
        for (Map<String, Object> record : list(emulator, "records")) {
            List<?> required = (List<?>) record.get("required");
            page.append(String.format(
                    "| %s | %s | %s | %s |%n",
                    record.get("kind"),
                    names(record.get("shown"), List.of()),
                    names(record.get("written"), required),
                    names(record.get("filtered"), List.of())));
        }
        page.append("\n## Behaviour\n\n| | | evidence | source |\n| --- | --- | --- | --- |\n");
        for (Map<String, Object> quirk : behaviour(emulator)) {
            page.append(String.format(
                    "| %s | %s | %s | %s |%n",
                    quirk.get("id"), quirk.get("behaviour"), quirk.get("evidence"), quirk.get("source")));
        }
        return page.toString().replace("\r\n", "\n");
    }

    private static String names(Object names, List<?> bold) {
        return ((List<?>) names)
                .stream()
                        .map(name -> bold.contains(name) ? "**" + name + "**" : name.toString())
                        .collect(Collectors.joining(", "));
    }

    static List<Map<String, Object>> endpoints(Emulator emulator) throws Exception {
        return list(emulator, "endpoints");
    }

    private static List<Map<String, Object>> behaviour(Emulator emulator) throws Exception {
        return list(emulator, "behaviour");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Emulator emulator, String name) throws Exception {
        byte[] body = OpenApiTest.get(emulator, "/_emulator/coverage").body().getBytes(StandardCharsets.UTF_8);
        Map<String, Object> coverage = (Map<String, Object>) Json.read(body);
        List<Map<String, Object>> surfaces = (List<Map<String, Object>>) coverage.get("surfaces");
        return (List<Map<String, Object>>) surfaces.get(0).get(name);
    }
}
