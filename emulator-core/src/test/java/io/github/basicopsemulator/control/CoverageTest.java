package io.github.basicopsemulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.json.Json;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The coverage page says what is served and what it rests on; it is written from what the emulator itself answers. */
class CoverageTest {

    private static final Path ROUTES = Path.of("src", "test", "resources", "basicops-routes.txt");
    private static final Path SELL_ROWS = Path.of("src", "test", "resources", "sell-rows.txt");
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
        List<Map<String, Object>> endpoints = list(surfaces(emulator).get(0), "endpoints");
        endpoints.stream()
                .map(endpoint -> (Long) endpoint.get("row"))
                .filter(Objects::nonNull)
                .forEach(rows::add);

        assertThat(rows)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 88).mapToObj(Long::valueOf).toList());
        assertThat(endpoints.stream()
                        .filter(endpoint -> endpoint.get("row") != null)
                        .map(endpoint -> endpoint.get("method") + " " + endpoint.get("path")))
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(ROUTES))
                .hasSize(92);
    }

    @Test
    void everything_says_what_it_rests_on() throws Exception {
        for (Map<String, Object> surface : surfaces(emulator)) {
            assertThat(list(surface, "endpoints"))
                    .allSatisfy(endpoint ->
                            assertThat((String) endpoint.get("source")).isNotEmpty());
            assertThat(list(surface, "behaviour"))
                    .extracting(quirk -> quirk.get("id"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void every_row_of_the_page_on_tasks_and_every_rule_has_a_test() throws Exception {
        assertThat(Files.readAllLines(SELL_ROWS)).hasSize(78);
        assertThat(IntStream.rangeClosed(1, 78))
                .allSatisfy(row -> assertThat(showing(row)).as("row " + row).isNotEmpty());
        assertThat(list(surfaces(emulator).get(1), "behaviour"))
                .allSatisfy(rule ->
                        assertThat(showing("sell", rule)).as(rule.toString()).isNotEmpty());
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
                *Documented* is what the vendor's own pages say, for BasicOps at these lines of its API reference; *observed* is
                what examples, a client or a recording showed; *assumed* was decided here. In strict mode what rests on an
                assumption alone is answered with 501.
                """);
        for (Map<String, Object> surface : surfaces(emulator)) {
            page.append("\n## ").append(surface.get("name")).append("\n");
            endpoints(page, surface);
            records(page, surface);
            behaviour(page, surface);
        }
        rows(page);
        return page.toString().replace("\r\n", "\n");
    }

    private static void endpoints(StringBuilder page, Map<String, Object> surface) {
        page.append("\n### Endpoints\n\n| | | | evidence | source |\n| --- | --- | --- | --- | --- |\n");
        for (Map<String, Object> endpoint : list(surface, "endpoints")) {
            page.append(String.format(
                    "| %s | %s | `%s` | %s | %s |%n",
                    Objects.requireNonNullElse(endpoint.get("row"), ""),
                    endpoint.get("method"),
                    endpoint.get("path"),
                    endpoint.get("evidence"),
                    endpoint.get("source")));
        }
    }

    private static void records(StringBuilder page, Map<String, Object> surface) {
        page.append(
                "\n### Records\n\nWhat is shown and what can be written, from the field tables, and the parameters of lists; what is"
                        + " required is bold.\n\n"
                        + "| | shown | written | listed by |\n| --- | --- | --- | --- |\n");
        for (Map<String, Object> record : list(surface, "records")) {
            List<?> required = (List<?>) record.get("required");
            page.append(String.format(
                    "| %s | %s | %s | %s |%n",
                    record.get("kind"),
                    names(record.get("shown"), List.of()),
                    names(record.get("written"), required),
                    names(record.get("filtered"), List.of())));
        }
    }

    private static void behaviour(StringBuilder page, Map<String, Object> surface) throws Exception {
        page.append("\n### Behaviour\n\n| | | evidence | source | shown by |\n| --- | --- | --- | --- | --- |\n");
        String folder = surface.get("name").equals("BasicOps") ? "basicops" : "sell";
        for (Map<String, Object> quirk : list(surface, "behaviour")) {
            page.append(String.format(
                    "| %s | %s | %s | %s | %s |%n",
                    quirk.get("id"),
                    quirk.get("behaviour"),
                    quirk.get("evidence"),
                    quirk.get("source"),
                    String.join(", ", showing(folder, quirk))));
        }
    }

    private static void rows(StringBuilder page) throws Exception {
        page.append("\n### The page on tasks, row by row\n\n| | | shown by |\n| --- | --- | --- |\n");
        List<String> rows = Files.readAllLines(SELL_ROWS);
        for (int row = 1; row <= rows.size(); row++) {
            page.append(String.format("| %d | %s | %s |%n", row, rows.get(row - 1), String.join(", ", showing(row))));
        }
    }

    /** The tests that have the number of a rule or a decision in their name. */
    private static List<String> showing(String folder, Map<String, Object> quirk) throws Exception {
        String id = quirk.get("id").toString().toLowerCase(Locale.ROOT).replaceAll("[. ]", "_");
        return tests(folder + ".DecisionsTest").stream()
                .filter(name -> ("_" + name).contains("_" + id + "_"))
                .toList();
    }

    /** The tests that begin with the number of a row: {@code rows_6_to_8_and_76_…}. */
    private static List<String> showing(int row) throws Exception {
        return tests("sell.RowsTest").stream()
                .filter(name -> rows(name).contains(row))
                .toList();
    }

    private static Set<Integer> rows(String name) {
        Set<Integer> rows = new HashSet<>();
        int from = 0;
        boolean range = false;
        for (String word : name.replaceFirst("^rows?_", "").split("_")) {
            if (word.matches("\\d+")) {
                int to = Integer.parseInt(word);
                IntStream.rangeClosed(range ? from : to, to).forEach(rows::add);
                from = to;
            } else if (!List.of("to", "and").contains(word)) {
                return rows;
            }
            range = word.equals("to");
        }
        return rows;
    }

    private static List<String> tests(String name) throws Exception {
        return Stream.of(Class.forName("io.github.basicopsemulator." + name).getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .sorted()
                .toList();
    }

    private static String names(Object names, List<?> bold) {
        return ((List<?>) names)
                .stream()
                        .map(name -> bold.contains(name) ? "**" + name + "**" : name.toString())
                        .collect(Collectors.joining(", "));
    }

    /** The endpoints of all surfaces. */
    static List<Map<String, Object>> endpoints(Emulator emulator) throws Exception {
        return surfaces(emulator).stream()
                .flatMap(surface -> list(surface, "endpoints").stream())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> surfaces(Emulator emulator) throws Exception {
        byte[] body = OpenApiTest.get(emulator, "/_emulator/coverage").body().getBytes(StandardCharsets.UTF_8);
        return (List<Map<String, Object>>) ((Map<String, Object>) Json.read(body)).get("surfaces");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> surface, String name) {
        return (List<Map<String, Object>>) surface.get(name);
    }
}
