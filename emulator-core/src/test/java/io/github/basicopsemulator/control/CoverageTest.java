package io.github.basicopsemulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The coverage page says what is served and what it rests on; it is written from what the emulator itself answers. */
class CoverageTest {

    private static final Path ROUTES = Path.of("src", "test", "resources");
    private static final Path SELL_ROWS = ROUTES.resolve("sell-rows.txt");
    private static final Path PAGE = Path.of("..", "docs", "coverage.md");

    private static final String DECISIONS = "DecisionsTest.";
    private static final Path TESTS = Path.of("target", "test-classes", "io", "github", "basicopsemulator");

    private static final Map<String, Set<String>> FOUND = new ConcurrentHashMap<>();

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
    void all_rows_of_the_basicops_list_are_served() throws Exception {
        List<Map<String, Object>> endpoints = list(surface("BasicOps"), "endpoints");
        Set<Object> rows = new LinkedHashSet<>();
        endpoints.stream()
                .map(endpoint -> endpoint.get("row"))
                .filter(Objects::nonNull)
                .forEach(rows::add);
        assertThat(rows)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 88).mapToObj(String::valueOf).toList());
        assertThat(endpoints.stream()
                        .filter(endpoint -> endpoint.get("row") != null)
                        .map(endpoint -> endpoint.get("method") + " " + endpoint.get("path")))
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(ROUTES.resolve("basicops-routes.txt")))
                .hasSize(92);
    }

    @Test
    void all_rows_of_the_basecamp_list_are_served_and_shown_by_tests() throws Exception {
        assertThat(list(surface("Basecamp"), "endpoints"))
                .filteredOn(endpoint -> String.valueOf(endpoint.get("row")).startsWith("E"))
                .extracting(endpoint -> endpoint.get("row") + " " + endpoint.get("method") + " " + endpoint.get("path"))
                .containsExactlyElementsOf(Files.readAllLines(ROUTES.resolve("basecamp-routes.txt")))
                .hasSize(23);
        assertThat(list(surface("Basecamp"), "endpoints"))
                .extracting(endpoint -> endpoint.get("row"))
                .containsAll(IntStream.rangeClosed(1, 26)
                        .mapToObj(number -> "S" + number)
                        .toList());
        for (String row : rows("E", 23, "C", 42, "4.", 50)) {
            assertThat(deciding(surface("Basecamp"), row)).as(row).isNotEmpty();
        }
    }

    private static List<String> rows(Object... prefixesAndCounts) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < prefixesAndCounts.length; i += 2) {
            String prefix = prefixesAndCounts[i].toString();
            IntStream.rangeClosed(1, (int) prefixesAndCounts[i + 1]).forEach(number -> rows.add(prefix + number));
        }
        return rows;
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
        Map<String, Object> sell = surface("Zendesk Sell");
        assertThat(Files.readAllLines(SELL_ROWS)).hasSize(78);
        assertThat(IntStream.rangeClosed(1, 78))
                .allSatisfy(
                        row -> assertThat(showing(sell, row)).as("row " + row).isNotEmpty());
        assertThat(list(sell, "behaviour"))
                .allSatisfy(rule -> assertThat(deciding(sell, rule.get("id")))
                        .as(rule.toString())
                        .isNotEmpty());
    }

    /** Writes the page anew where it is stale, so that all there is to do is to commit it. */
    @Test
    void the_page_is_up_to_date() throws Exception {
        all_rows_of_the_basicops_list_are_served();
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

    private static void endpoints(StringBuilder page, Map<String, Object> surface) throws Exception {
        page.append(
                "\n### Endpoints\n\n| | | | evidence | source | shown by |\n| --- | --- | --- | --- | --- | --- |\n");
        for (Map<String, Object> endpoint : list(surface, "endpoints")) {
            Object row = Objects.requireNonNullElse(endpoint.get("row"), "");
            page.append(String.format(
                    "| %s | %s | `%s` | %s | %s | %s |%n",
                    row,
                    endpoint.get("method"),
                    endpoint.get("path"),
                    endpoint.get("evidence"),
                    endpoint.get("source"),
                    String.join(", ", showing(surface, row))));
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
        for (Map<String, Object> quirk : list(surface, "behaviour")) {
            page.append(String.format(
                    "| %s | %s | %s | %s | %s |%n",
                    quirk.get("id"),
                    quirk.get("behaviour"),
                    quirk.get("evidence"),
                    quirk.get("source"),
                    String.join(", ", deciding(surface, quirk.get("id")))));
        }
    }

    private static void rows(StringBuilder page) throws Exception {
        page.append("\n## Zendesk Sell's page on tasks, row by row\n\n| | | shown by |\n| --- | --- | --- |\n");
        Map<String, Object> sell = surface("Zendesk Sell");
        List<String> rows = Files.readAllLines(SELL_ROWS);
        for (int row = 1; row <= rows.size(); row++) {
            page.append(
                    String.format("| %d | %s | %s |%n", row, rows.get(row - 1), String.join(", ", showing(sell, row))));
        }
    }

    /** The tests of a surface that begin with a row: {@code row_e7_…}, {@code rows_6_to_8_and_76_…}. */
    private static List<String> showing(Map<String, Object> surface, Object row) {
        return tests(surface).stream()
                .filter(test -> !test.startsWith(DECISIONS))
                .filter(test -> {
                    String name = test.replaceFirst(".*\\.", "");
                    return row.toString().matches("\\d+")
                            ? rows(name).contains(Integer.valueOf(row.toString()))
                            : name.matches("row_" + word(row) + "_\\D.*");
                })
                .toList();
    }

    /** The tests of a surface that show a rule or a decision, whose number can stand anywhere in the tests of decisions. */
    private static List<String> deciding(Map<String, Object> surface, Object id) {
        Set<String> deciding = new TreeSet<>(showing(surface, id));
        tests(surface).stream()
                .filter(test -> test.startsWith(DECISIONS))
                .filter(test -> test.replace(DECISIONS, "_").contains("_" + word(id) + "_"))
                .forEach(deciding::add);
        return List.copyOf(deciding);
    }

    private static String word(Object id) {
        return id.toString().toLowerCase(Locale.ROOT).replaceAll("[. ]", "_");
    }

    private static Set<Integer> rows(String name) {
        Set<Integer> rows = new HashSet<>();
        if (!name.startsWith("row")) {
            return rows;
        }
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

    /** The tests of a surface, which lie in a package that has the last of its names. */
    private static Set<String> tests(Map<String, Object> surface) {
        String folder = surface.get("name").toString().replaceFirst(".* ", "").toLowerCase(Locale.ROOT);
        return FOUND.computeIfAbsent(folder, CoverageTest::found);
    }

    private static Set<String> found(String folder) {
        Set<String> tests = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter().importPath(TESTS.resolve(folder))) {
            for (JavaMethod method : type.getMethods()) {
                if (method.isAnnotatedWith(Test.class)) {
                    tests.add(type.getSimpleName() + "." + method.getName());
                }
            }
        }
        return tests;
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

    private static Map<String, Object> surface(String name) throws Exception {
        return surfaces(emulator).stream()
                .filter(surface -> surface.get("name").equals(name))
                .findFirst()
                .orElseThrow();
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
