package io.github.basicopsemulator.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading what people write, and what was written for them. */
class DocumentTest {

    private static final String WORLD = """
            # A world
            a:
              - b: 1
                c: [x, 'y']
              - {b: 2}
            d: true
            """;

    @Property(tries = 500, seed = "6406533977987514263")
    void what_is_written_is_read_again_as_it_was(@ForAll("values") Object value) throws Exception {
        Object runtime = Json.object("world", value);

        assertThat(Document.read(Json.yaml(runtime)).value()).isEqualTo(runtime);
        assertThat(Document.read(Json.pretty(runtime)).value()).isEqualTo(runtime);
    }

    /** Such as could be taken for something else than a text, and any. */
    @Provide
    Arbitrary<Object> values() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        " ",
                        "yes",
                        "no",
                        "on",
                        "~",
                        "null",
                        "true",
                        "1",
                        "1_000",
                        "0x1F",
                        "1e3",
                        ".5",
                        "12:30:45",
                        "2026-03-02",
                        "- a",
                        "a: b",
                        "# no",
                        "&a",
                        "*a",
                        "!a",
                        "%a",
                        "@a",
                        "`a",
                        "a\n",
                        "\na",
                        "a \nb",
                        " a\n  b\n",
                        "a\r\nb",
                        "\t",
                        "\u0001",
                        "\u007f",
                        "\u0085",
                        "\u2028",
                        "\ufeff",
                        "\ufffe",
                        "👍",
                        "<<",
                        "=",
                        "---",
                        "...",
                        "'",
                        "\"",
                        "\\",
                        "{a",
                        "[a",
                        "|",
                        ">",
                        "? a",
                        "key: |",
                        "long ".repeat(60),
                        "k".repeat(200)),
                Arbitraries.strings().ofMaxLength(30).filter(text -> Json.invalidCharacter(text) == null),
                Arbitraries.strings().withChars(" \t\n\r:-#'\"\\a").ofMaxLength(12));
        Arbitrary<Object> plain = Arbitraries.oneOf(
                texts.map(each -> (Object) each),
                Arbitraries.of(true, false).map(each -> (Object) each),
                Arbitraries.longs().map(each -> (Object) each),
                Arbitraries.bigIntegers().map(number -> number.bitLength() > 63 ? number : (Object) number.longValue()),
                Arbitraries.bigDecimals()
                        .map(number -> number.scale() > 0 ? (Object) number : (Object) new BigDecimal("1.50")));
        Arbitrary<Object> lists = plain.list().ofMaxSize(4).map(each -> (Object) each);
        return Arbitraries.oneOf(
                plain,
                lists,
                Arbitraries.maps(texts, Arbitraries.oneOf(plain, lists))
                        .ofMaxSize(4)
                        .map(each -> (Object) each));
    }

    @Property(tries = 40)
    void long_words_are_read_again_as_they_were(
            @ForAll("long words") List<String> words, @ForAll("scribbles") String filler) throws Exception {
        String joined = Json.invalidCharacter(filler) == null ? String.join(filler, words) : String.join(" ", words);
        Object runtime = Json.object("world", List.of(joined, words), "k".repeat(40_000), joined);

        assertThat(Document.read(Json.yaml(runtime)).value()).isEqualTo(runtime);
        assertThat(Document.read(Json.pretty(runtime)).value()).isEqualTo(runtime);
    }

    @Provide("long words")
    Arbitrary<List<String>> longWords() {
        return Arbitraries.strings()
                .withChars("a9+/=:-_.é😀\"'\\{,#".toCharArray())
                .ofMinLength(1)
                .ofMaxLength(6)
                .map(part ->
                        part.replaceAll("[\\ud800-\\udfff]", "\ud83d\ude00").repeat(10_000))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .uniqueElements();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9", "9_", "a", "f0", "1.", ":", ":59", "-", " ", ",", ", ", "[", "{a: ", "- ", "'", "\\", "&a ", "? "
            })
    void document_is_read_or_refused_in_linear_time(String part) {
        for (String start : List.of("a: ", "a: \"", "a: '", "a: 0x", "a: [", "a: |\n  ", "")) {
            byte[] text = (start + part.repeat(200_000 / part.length())).getBytes(UTF_8);

            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> {
                        try {
                            Document.read(text);
                        } catch (MalformedJson refused) {
                            assertThat(refused.getMessage()).matches("(?s)\\d+:\\d+: .+");
                        }
                    },
                    start + part);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: %s", "a: \"%s\"", "a: -%s.5", "- [%s]"})
    void word_of_four_million_digits_is_read_in_linear_time(String document) {
        byte[] text = document.formatted("9".repeat(4_000_000)).getBytes(UTF_8);

        assertTimeoutPreemptively(Duration.ofSeconds(4), () -> Document.read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: %s", "a: -%s", "a: %s.5", "a: 1.%s", "a: [%s]", "{\"a\": %s}"})
    void number_of_too_many_digits_is_refused(String document) throws Exception {
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() ->
                        Document.read(document.formatted("9".repeat(1_001)).getBytes(UTF_8)));
        assertThat(Document.read(document.formatted("9".repeat(990)).getBytes(UTF_8))
                        .value())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1e1001", "-5.5E+2000"})
    void number_with_too_large_exponent_is_refused(String number) {
        byte[] yaml = ("a: " + number).getBytes(UTF_8);
        byte[] json = ("{\"a\": " + number + "}").getBytes(UTF_8);

        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Document.read(yaml))
                .withMessageContaining("too large an exponent");
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Json.read(json))
                .withMessageContaining("too large an exponent");
    }

    @Property(tries = 1000, seed = "11")
    void whatever_is_read_is_read_or_refused(@ForAll("scribbles") String text) {
        try {
            Document.read(text.getBytes(UTF_8)).places(List.of("$.a[0].b"));
        } catch (MalformedJson refused) {
            assertThat(refused.getMessage()).matches("(?s)\\d+:\\d+: .+");
        }
    }

    @Provide
    Arbitrary<String> scribbles() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars(" \n\t:-#'\"\\ab1?[]{}&*!|>%@,.~")
                        .ofMaxLength(40),
                Arbitraries.strings().ofMaxLength(40));
    }

    @ParameterizedTest
    @CsvSource({
        "$.a, 2:1",
        "$.a[0], 3:5",
        "$.a[0].b, 3:5",
        "$.a[0].c[1], 4:12",
        "$.a[1].b, 5:6",
        "$.d, 6:1",
        "$.a[1].none, 5:5",
        "$.none, 1:1"
    })
    void a_path_is_found_where_it_stands(String path, String place) throws Exception {
        assertThat(Document.read(WORLD.getBytes(UTF_8)).places(List.of(path)).get(path))
                .isEqualTo(place);
    }

    @Test
    void what_is_read_is_plain() throws Exception {
        assertThat(Document.read(WORLD.getBytes(UTF_8)).value())
                .isEqualTo(Map.of("a", List.of(Map.of("b", 1L, "c", List.of("x", "y")), Map.of("b", 2L)), "d", true));
        assertThat(Document.read("a: 99999999999999999999".getBytes(UTF_8)).value())
                .isEqualTo(Map.of("a", new BigInteger("99999999999999999999")));
        assertThat(Document.read("a: 23.".getBytes(UTF_8)).value()).isEqualTo(Map.of("a", 23L));
        assertThat(Document.read("a: 00000000000000000000001".getBytes(UTF_8)).value())
                .isEqualTo(Map.of("a", 1L));
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused_with_their_place() {
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Document.read("a: 1\nbü: é".getBytes(ISO_8859_1)))
                .withMessage("2:2: the bytes are not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "a: 1\na: 2",
                "{\"a\": 1, \"a\": 2}",
                "a: &x [1]\nb: *x",
                "a: !!set {b}",
                "a: 1\n---\nb: 2",
                "a: [",
                "{\"a\":",
                "a: \"\\0\"",
                "a: \"\\ud800\"",
                "\"\\0\": a",
                "{\"a\\ud800\": 1}",
                "a: .inf\nb: [}",
                "a: 1e99999999999"
            })
    void what_could_mean_two_things_or_too_much_is_refused(String text) {
        assertThatExceptionOfType(MalformedJson.class)
                .isThrownBy(() -> Document.read(text.getBytes(UTF_8)))
                .withMessageMatching("\\d+:\\d+: .+");
    }
}
