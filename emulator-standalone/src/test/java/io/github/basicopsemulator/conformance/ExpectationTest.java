package io.github.basicopsemulator.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectationTest {

    private final Names names = new Names();

    @Test
    void what_is_the_same_does_not_differ() {
        assertThat(json(
                        "{\"id\": 7, \"tags\": [\"a\", null], \"done\": false}",
                        "{\"done\":false,\"tags\":[\"a\",null],\"id\":7}"))
                .isEmpty();
    }

    @Test
    void what_is_other_than_it_should_be_is_told_with_its_path() {
        assertThat(json("{\"data\": [{\"id\": 7}]}", "{\"data\": [{\"id\": \"7\"}]}"))
                .containsExactly("$.data[0].id should be 7, but is \"7\"");
        assertThat(json("{\"done\": null}", "{\"done\": false}"))
                .containsExactly("$.done should be null, but is false");
        assertThat(json("{\"data\": {}}", "{\"data\": []}")).containsExactly("$.data should be an object, but is []");
    }

    @Test
    void what_is_missing_and_what_is_too_much_are_told() {
        assertThat(json("{\"id\": 7}", "{\"Id\": 7}")).containsExactly("$.id is missing", "$.Id is documented nowhere");
        assertThat(json("[1]", "[1, 2]")).containsExactly("$ should have 1 elements, but has 2");
        assertThat(json("[1, 2]", "[2, 1]")).hasSize(2);
    }

    @Test
    void three_dots_let_more_be_there_but_not_less() {
        assertThat(json("{\"id\": 7, ...}", "{\"id\": 7, \"name\": \"Tim\"}")).isEmpty();
        assertThat(json("[1, ...]", "[1, 2]")).isEmpty();
        assertThat(json("{\n\"id\": 7,\n...\n}", "{}")).containsExactly("$.id is missing");
        assertThat(json("[1, ...]", "[]")).containsExactly("$ should have 1 elements, but has 0");
    }

    @Test
    void a_list_of_many_has_as_many_and_each_is_looked_at() {
        assertThat(json("[<number>, <3 in all>]", "[1, 2, 3]")).isEmpty();
        assertThat(json("[<number>, <3 in all>]", "[1, true]"))
                .containsExactly("$ should have 3 elements, but has 2", "$[*] should be a number, but is true");
    }

    @Test
    void a_placeholder_stands_for_any_value_of_its_kind() {
        assertThat(json(
                        "[<text>, <time>, <url>, <boolean>]",
                        "[\"a\", \"2012-03-24T14:53:35.000Z\", \"http://x/\", true]"))
                .isEmpty();
        assertThat(json("[<number>, <time>, <text>]", "[\"1\", \"today\", null]"))
                .hasSize(3);
    }

    @Test
    void what_was_given_a_name_is_expected_from_then_on() {
        assertThat(json("{\"id\": <number: task>}", "{\"id\": 7}")).isEmpty();

        assertThat(json("{\"id\": <task>, \"url\": \"/task/<task>\"}", "{\"id\": 7, \"url\": \"/task/7\"}"))
                .isEmpty();
        assertThat(json("{\"id\": <task>}", "{\"id\": 8}"))
                .containsExactly("$.id should be 7, which is <task>, but is 8");
        assertThat(names.fillJson("{\"dependsOnTask\": <task>, \"title\": \"<b><task></b>\"}"))
                .isEqualTo("{\"dependsOnTask\": 7, \"title\": \"<b>7</b>\"}");
    }

    @Test
    void what_nobody_has_named_is_a_mistake_of_the_story() {
        assertThatIllegalArgumentException().isThrownBy(() -> json("[<task>]", "[7]"));
        assertThatIllegalArgumentException().isThrownBy(() -> names.fillJson("[<task>]"));
    }

    @Test
    void headers_are_looked_at_as_they_are_spelt() {
        Message came = new Message("200", Map.of("Content-type", "text/plain", "ETag", "\"a1\""), new byte[0]);

        assertThat(Expectation.differences(
                        new Message("201", Map.of("Content-Type", "text/plain"), new byte[0]), came, names))
                .containsExactly(
                        "the first line should be \"201\", but is \"200\"", "the header Content-Type is missing");
        assertThat(Expectation.differences(new Message("200", Map.of("ETag", ""), new byte[0]), came, names))
                .containsExactly("the header ETag should not be there");
        assertThat(Expectation.differences(
                        new Message("200", Map.of("ETag", "\"<hex: tag>\""), new byte[0]), came, names))
                .isEmpty();
        assertThat(names.get("tag")).contains(new JsonPrimitive("a1"));
    }

    @Test
    void a_signature_is_that_of_the_body() {
        Message came = new Message(
                "POST /",
                Map.of("Signature", "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"),
                "The quick brown fox jumps over the lazy dog".getBytes(UTF_8));

        assertThat(Expectation.differences(signed("key"), came, names)).isEmpty();
        assertThat(Expectation.differences(signed("other"), came, names)).hasSize(1);
    }

    @Test
    void what_is_no_json_is_told() {
        assertThat(json("{...}", "{\"id\": 7")).singleElement().asString().startsWith("the body is no JSON");
        assertThat(json("[...]", "[] x")).singleElement().asString().startsWith("the body is no JSON");
        assertThat(json("", "{}")).containsExactly("the body should be \"\", but is \"{}\"");
    }

    private static Message signed(String secret) {
        return new Message(
                "POST /",
                Map.of("Signature", "<signed with " + secret + ">"),
                "The quick brown <text> jumps over the lazy dog".getBytes(UTF_8));
    }

    private List<String> json(String expected, String came) {
        return Expectation.differences(
                new Message("200", Map.of(), expected.getBytes(UTF_8)),
                new Message("200", Map.of(), came.getBytes(UTF_8)),
                names);
    }
}
