package io.github.basicopsemulator.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken as JSON, what is not, and how values are written. */
class JsonTest {

    @Test
    void every_kind_of_value_is_read_as_plain_java() throws MalformedJson {
        Object value = read(
                "{\"text\":\"é😀\",\"whole\":7,\"part\":1.50,\"yes\":true,\"no\":false,\"none\":null,\"list\":[1,[]]}");

        assertThat(value)
                .isEqualTo(Json.object(
                        "text",
                        "é😀",
                        "whole",
                        7L,
                        "part",
                        new BigDecimal("1.50"),
                        "yes",
                        true,
                        "no",
                        false,
                        "none",
                        null,
                        "list",
                        List.of(1L, List.of())));
    }

    @Test
    void a_single_value_is_json_too() throws MalformedJson {
        assertThat(read("null")).isNull();
        assertThat(read(" \"x\" ")).isEqualTo("x");
        assertThat(read("-3")).isEqualTo(-3L);
    }

    @Test
    void keys_stay_in_the_order_they_were_sent() throws MalformedJson {
        Map<?, ?> object = (Map<?, ?>) read("{\"z\":1,\"a\":2,\"m\":3,\"b\":4,\"y\":5}");

        assertThat(new ArrayList<Object>(object.keySet())).containsExactly("z", "a", "m", "b", "y");
    }

    @Test
    void a_whole_number_beyond_64_bits_stays_exact() throws MalformedJson {
        assertThat(read("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(read("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(read("9223372036854775808")).isEqualTo(new BigInteger("9223372036854775808"));
    }

    @Test
    void a_fraction_stays_exact() throws MalformedJson {
        assertThat(read("0.1000000000000000055511151231257827"))
                .isEqualTo(new BigDecimal("0.1000000000000000055511151231257827"));
        assertThat(read("1e400")).isEqualTo(new BigDecimal("1e400"));
        assertThat(read("23e0")).isEqualTo(23L);
        assertThat(read("9223372036854775808E+0")).isEqualTo(new BigInteger("9223372036854775808"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":1,\"b\":{\"c\":1,\"c\":1}}", "[{\"a\":1,\"\\u0061\":2}]"})
    void the_same_key_twice_is_refused(String json) {
        refuses(json, "Duplicate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\u0000\"", "{\"a\":\"x\\u0000y\"}", "{\"a\\u0000\":1}", "[[\"\\u0000\"]]"})
    void a_nul_in_a_text_is_refused(String json) {
        refuses(json, "NUL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud83d\"",
                "\"\\ude00\"",
                "\"\\ude00\\ud83d\"",
                "\"\\ud83dx\\ude00\"",
                "\"\\ud83d\\ud83d\\ude00\"",
                "{\"\\ud83d\":1}"
            })
    void half_of_a_surrogate_pair_is_refused(String json) {
        refuses(json, "surrogate");
    }

    @Test
    void what_is_never_closed_is_told_with_where_it_began_and_nothing_of_the_parser() {
        assertThatThrownBy(() -> Json.read("{\"name\": \"Note\"".getBytes(UTF_8)))
                .isInstanceOf(MalformedJson.class)
                .hasMessageContaining("expected close marker for Object (start marker at line: 1, column: 1)")
                .hasMessageNotContaining("Source");
        assertThatThrownBy(() -> Json.read("[[1, 2]".getBytes(UTF_8)))
                .hasMessageContaining("start marker at line: 1, column: 1");
    }

    @Test
    void a_whole_surrogate_pair_in_escapes_is_one_character() throws MalformedJson {
        assertThat(read("\"\\ud83d\\ude00\"")).isEqualTo("😀");
    }

    @Test
    void surrogates_in_raw_bytes_are_refused() {
        byte[] half = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0xBD, '"'};

        assertThatThrownBy(() -> Json.read(half)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused() {
        byte[] latin1 = {'"', (byte) 0xE9, '"'};
        byte[] cut = {'"', (byte) 0xC3};
        byte[] overlong = {'"', (byte) 0xC0, (byte) 0xAF, '"'};

        assertThatThrownBy(() -> Json.read(latin1)).isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> Json.read(cut)).isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> Json.read(overlong)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void two_hundred_levels_are_read_and_one_more_is_not() throws MalformedJson {
        assertThat(read("[".repeat(200) + "]".repeat(200))).isInstanceOf(List.class);
        refuses("[".repeat(201) + "]".repeat(201), "depth");
        refuses("[".repeat(1000) + "]".repeat(1000), "depth");
        refuses("{\"a\":".repeat(1000) + "1" + "}".repeat(1000), "depth");
        refuses("[".repeat(1_000_000), "depth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n\t"})
    void nothing_is_refused(String json) {
        refuses(json, "the body is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} {}", "1 2", "{}]", "null,", "[]x", "{\"a\":1}{\"b\":2}"})
    void more_than_one_value_is_refused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedJson.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[1",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "{'a':1}",
                "[1,]",
                "{\"a\":1,}",
                "01",
                "+1",
                "1.",
                ".5",
                "NaN",
                "Infinity",
                "-",
                "tru",
                "\"a",
                "\"a\nb\"",
                "// no\n1",
                "/* no */ 1",
                "\"\\x\"",
                "]",
                "}"
            })
    void what_is_no_json_is_refused_with_its_place(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedJson.class).hasMessageContaining("line ");
    }

    @Test
    void a_number_of_an_absurd_size_is_refused_and_no_failure() {
        assertThatThrownBy(() -> read("1".repeat(2000))).isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> read("1e99999999999")).isInstanceOf(MalformedJson.class);
    }

    @Test
    void a_long_text_is_read_whole() throws MalformedJson {
        String text = "x".repeat(1_000_000);

        assertThat(read("\"" + text + "\"")).isEqualTo(text);
    }

    @Test
    void what_was_written_is_read_as_the_same() throws MalformedJson {
        Object value = Json.object(
                "z",
                "quote \" slash \\ line \n é 😀",
                "a",
                Arrays.asList(1L, null, false, new BigDecimal("2.50")),
                "big",
                new BigInteger("123456789012345678901234567890"),
                "empty",
                Json.object());

        assertThat(Json.read(Json.write(value))).isEqualTo(value);
    }

    @Test
    void ready_made_json_stands_among_commas_as_any_value() {
        Json.Raw one = new Json.Raw("{\"id\":1}".getBytes(UTF_8));
        Json.Raw two = new Json.Raw("[2]".getBytes(UTF_8));

        assertThat(written(List.of(one, two, 3L, one))).isEqualTo("[{\"id\":1},[2],3,{\"id\":1}]");
        assertThat(written(List.of(List.of(two, one, one), one, List.of(one), two, two, "x", List.of(), one)))
                .isEqualTo("[[[2],{\"id\":1},{\"id\":1}],{\"id\":1},[{\"id\":1}],[2],[2],\"x\",[],{\"id\":1}]");
        assertThat(written(Json.object("a", one, "b", "x", "c", two)))
                .isEqualTo("{\"a\":{\"id\":1},\"b\":\"x\",\"c\":[2]}");
        assertThat(written(one)).isEqualTo("{\"id\":1}");
        assertThat(written(List.of("x".repeat(20_000), one, "é")))
                .isEqualTo("[\"" + "x".repeat(20_000) + "\",{\"id\":1},\"é\"]");
    }

    @Test
    void a_value_is_described_in_few_words() {
        assertThat(Json.describe(null)).isEqualTo("null");
        assertThat(Json.describe(Map.of())).isEqualTo("an object");
        assertThat(Json.describe(List.of(1, 2))).isEqualTo("an array of 2");
        assertThat(Json.describe("x")).isEqualTo("\"x\"");
        assertThat(Json.describe(true)).isEqualTo("true");
        assertThat(Json.describe("y".repeat(100))).isEqualTo("\"" + "y".repeat(60) + "…\"");
        assertThat(Json.describe(new BigInteger("9".repeat(100)))).hasSize(61);
    }

    private static Object read(String json) throws MalformedJson {
        return Json.read(json.getBytes(UTF_8));
    }

    private static String written(Object value) {
        return new String(Json.write(value), UTF_8);
    }

    private static void refuses(String json, String why) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(MalformedJson.class).hasMessageContaining(why);
    }
}
