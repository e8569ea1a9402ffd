package io.github.basicopsemulator.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request says of its body. */
class RequestTest {

    @ParameterizedTest
    @CsvSource({
        "application/json,                   application/json",
        "Application/JSON; charset=utf-8,    application/json",
        "' text/plain ;x=y;z',               text/plain",
        "'',                                 ''",
        ";,                                  ''"
    })
    void the_media_type_is_told_in_small_letters_without_parameters(String sent, String type) {
        assertThat(request("", Headers.of("content-type", sent)).mediaType()).isEqualTo(type);
    }

    @Test
    void without_a_header_there_is_no_media_type() {
        assertThat(request("", Headers.of()).mediaType()).isEmpty();
    }

    @Test
    void a_body_is_an_object_or_a_problem_that_says_what_it_was() {
        assertThat(request("{\"a\":1}", Headers.of()).object()).isEqualTo(Map.of("a", 1L));
        assertThatThrownBy(() -> request("[1,2]", Headers.of()).object())
                .isInstanceOf(Problem.class)
                .hasMessage("The body must be a JSON object, but was an array of 2.");
        assertThatThrownBy(() -> request("{", Headers.of()).object())
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("The body is not readable as JSON: ");
    }

    @Test
    void the_first_of_several_headers_counts_in_whatever_case() {
        Headers headers = Headers.of("A", "1", "b", "2", "a", "3");

        assertThat(headers.first("a")).contains("1");
        assertThat(headers.first("B")).contains("2");
        assertThat(headers.first("c")).isEmpty();
        assertThat(headers.all()).hasSize(3);
        assertThatThrownBy(() -> headers.all().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static Request request(String body, Headers headers) {
        return new Request("POST", "/", "", headers, body.getBytes(UTF_8), "");
    }
}
