package io.github.basicopsemulator.journal;

import static io.github.basicopsemulator.journal.Exchanges.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final byte[] NOTHING = {};

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer hush",
                "Authorization: hush word",
                "authorization: Basic dXNlcjpodXNo",
                "Proxy-Authorization: Basic hush",
                "Cookie: a=hush; b=hush",
                "Set-Cookie: a=hush; Path=/",
                "X-Api-Key: hush",
                "x-apikey: hush",
                "X-Auth-Token: hush",
                "X-Auth: hush",
                "X-Session-Id: hush",
                "Location: http://app.example/callback?code=hush&state=1",
                "Referer: http://app.example/callback?a=b&code=hush",
                "Referer: http://user:hush@app.example/",
                "Link: <http://app.example/?token=hush>; rel=next",
                "X-Original-Url: /v1/task?access%5Ftoken=hush"
            })
    void header_hides_its_secret(String header) {
        String[] parts = header.split(": ", 2);

        assertHidden(Exchanges.of("GET", "/", "", List.of(Map.entry(parts[0], parts[1])), NOTHING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=hush",
                "a=b&Access_Token=hush&c=d",
                "access%5Ftoken=hush",
                "%61ccess_token=hush",
                "access%255Ftoken=hush",
                "apikey=hush",
                "api_key=hush",
                "api-key=hush",
                "user[password]=hush",
                "user%5Bpassword%5D=hush",
                "client_secret=hu sh\"'hush",
                "code=hush",
                "redirect_uri=http%3A%2F%2Fapp%2Fcb%3Fa%3Db%26code%3Dhush%26state%3D1",
                "redirect_uri=http%253A%252F%252Fapp%253Fcode%253Dhush",
                "a=b;token=hush",
                "payload=%7B%22secret%22%3A%22hu%26hush%22%7D",
                "payload={\"secret\":\"hush\"}"
            })
    void query_and_form_hide_their_secrets(String query) {
        assertHidden(Exchanges.of("GET", "/v1/task", query, List.of(), NOTHING));
        assertHidden(Exchanges.of("POST", "/", "", List.of(Map.entry("Content-Type", FORM)), utf8(query)));
        assertThat(Mask.text("GET http://app.example/?" + query.split("[ \"]", 2)[0]))
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"secret\": \"hush\"}",
                "{\"secret\"\n :\n \"hush\"}",
                "{\"SECRET\": \"a\\\"hush\"}",
                "{\"client-secret\": \"hush\"}",
                "{\"clientSecret\": \"hush\"}",
                "{\"\\u0073ecret\": \"hush\"}",
                "{\"secret\": [\"hush\", {\"a\": \"hush\"}], \"b\": 1}",
                "{\"secret\": {\"a\": {\"b\": \"hush\"}}}",
                "{\"secret\": \"hush\", \"secret\": \"***\"}",
                "{\"secret\": \"hus",
                "{\"secret\": [\"hush\", ",
                "{\"secret\": hush}",
                "{secret: 'hush', a: 1}",
                "{'secret': 'hush'}",
                "{\"url\": \"http://app.example/?token=hush&a=b\"}",
                "{\"url\": \"http:\\/\\/app.example\\/?token\\u003dhush\\u0026a\\u003db\"}",
                "{\"body\": \"{\\\"secret\\\": \\\"hush\\\"}\"}",
                "{\"body\": \"{\\\"secret\\\": [\\\"hush\\\"]}\"}",
                "{\"header\": \"Authorization: Bearer hush\"}",
                "secret: hush, word",
                "<login><password>hush</password></login>",
                "<password type=\"a\"><![CDATA[hush]]></password>",
                "--x\r\nContent-Disposition: form-data; name=\"secret\"\r\n\r\nhush\r\n--hush\r\n--x--\r\n",
                "--x\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name=secret\r\n\r\nhush",
                "--x\nContent-Disposition: form-data; filename=\"a\"; name=\"secret\"\n\n--hush\n--x--\n"
            })
    void body_hides_its_secret(String body) {
        assertHidden(Exchanges.of("POST", "/", "", List.of(), utf8(body), List.of(), utf8(body)));
        byte[] binary = ("\u00ff\u0000" + body).getBytes(ISO_8859_1);
        if (!body.startsWith("--")) {
            assertHidden(Exchanges.of("POST", "/", "", List.of(), binary, List.of(), binary));
        }
    }

    @Test
    void numbers_that_are_secrets_are_hidden() {
        Exchange exchange = Exchanges.of("POST", "/", "", List.of(), utf8("{\"secret\": 4711, \"a\": 1}"));

        assertThat(Mask.exchange(exchange).request().text()).isEqualTo("{\"secret\": \"***\", \"a\": 1}");
    }

    @Test
    void body_that_is_cut_hides_its_secret() {
        String body = "{\"a\": \"" + "x".repeat(65_000) + "\", \"secret\": \"" + "hush".repeat(1_000);

        assertHidden(Exchanges.of("POST", "/", "", List.of(), utf8(body)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\": \"A token of thanks: none\", \"id\": 7}",
                "{\"code\": 404, \"message\": \"no such task\"}",
                "{\"zipcode\": \"12345\", \"token_type\": \"bearer\", \"expires_in\": 3600}",
                "{\"password\": null, \"secret\": \"\", \"hasToken\": true}",
                "The access token is none of those declared in this workspace.",
                "a=b&codec=mp3&tokens_left=5",
                "http://app.example:8080/v1/task?limit=1#code"
            })
    void text_without_secrets_stays_as_it_is(String text) {
        assertThat(Mask.text(text)).isEqualTo(text);
        assertThat(Mask.body(text)).isEqualTo(text);
    }

    @Test
    void scheme_of_credentials_is_shown() {
        assertThat(Mask.header("Authorization", "Bearer hush")).isEqualTo("Bearer ***");
        assertThat(Mask.header("Authorization", "hush word")).isEqualTo("***");
        assertThat(Mask.header("X-BasicOps-Signature", "sha256=abc")).isEqualTo("sha256=abc");
    }

    @Test
    void secret_is_hidden_wherever_else_it_is_in_the_exchange() {
        String basic = Base64.getEncoder().encodeToString("user:whispered".getBytes(UTF_8));
        Exchange exchange = Exchanges.of(
                "POST",
                "/v1/whispered",
                "q=whispered",
                List.of(Map.entry("Authorization", "Basic " + basic), Map.entry("X-Other", "whispered")),
                utf8("{\"title\": \"whispered\"}"),
                List.of(Map.entry("X-Echo", "whispered")),
                utf8("no such credentials: \"whispered\""));

        assertThat(outputs(exchange)).allSatisfy(output -> assertThat(output).doesNotContain("whispered", basic));
    }

    @Test
    void secrets_are_found_in_time_linear_in_the_text() {
        for (String part : List.of(
                "=",
                ":",
                ">",
                "://",
                "\":",
                "token=",
                "{\"a\":",
                "%3D",
                "<",
                "\\",
                "token:{",
                "@",
                "\"",
                "content-disposition:",
                "bearer ")) {
            String text = "--" + part.repeat((64 << 10) / part.length());
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Mask.body(text), part);
        }
    }

    @Property(tries = 500)
    void planted_secret_is_in_no_export(
            @ForAll("secrets") String secret,
            @ForAll("names") String name,
            @ForAll("fillers") String before,
            @ForAll("fillers") String after) {
        String json = "{\"" + before + "\": 1, \"" + name + "\" : \"" + secret + "\", \"x\": \"" + after + "\"}";
        String query = before + "=1&" + name + "=" + secret + "&x=" + after;
        List<Map.Entry<String, String>> headers = List.of(
                Map.entry("X-" + name.replaceAll("[^A-Za-z-]", "-"), secret), Map.entry("Referer", "/?" + query));

        Exchange withJson = Exchanges.of("POST", "/" + before, query, headers, utf8(json), headers, utf8(json));
        Exchange withForm = Exchanges.of(
                "POST", "/", "", List.of(Map.entry("Content-Type", FORM)), utf8(query), List.of(), utf8(query));

        assertThat(outputs(withJson)).allSatisfy(output -> assertThat(output).doesNotContain(secret));
        assertThat(outputs(withForm)).allSatisfy(output -> assertThat(output).doesNotContain(secret));
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings()
                .withCharRange('A', 'Z')
                .ofMinLength(6)
                .ofMaxLength(20)
                .map(text -> "7" + text + "7");
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> words = Arbitraries.of(
                "secret", "token", "access_token", "refreshToken", "client-secret", "password", "apiKey", "API_KEY");
        Arbitrary<Integer> ways = Arbitraries.integers().between(0, 4);
        return words.flatMap(word -> ways.map(way -> switch (way) {
            case 0 -> word.toUpperCase(Locale.ROOT);
            case 1 -> word.replace("e", "%65");
            case 2 -> word.replace("e", "%2565");
            case 3 -> "user[" + word + "]";
            default -> word;
        }));
    }

    @Provide
    Arbitrary<String> fillers() {
        return Arbitraries.strings().withChars("abc{}[]()<>:;,.=?/%+-_*'#@! ").ofMaxLength(15);
    }

    private static void assertHidden(Exchange exchange) {
        assertThat(outputs(exchange))
                .allSatisfy(output -> assertThat(output)
                        .doesNotContain("hush", "dXNlcjpodXNo")
                        .doesNotContainPattern("\\\\150\\\\165"));
    }

    /** Everything that is written of an exchange, and the bodies in it that are in base64. */
    private static List<String> outputs(Exchange exchange) {
        Exchange masked = Mask.exchange(exchange);
        List<String> outputs = new ArrayList<>(List.of(
                Curl.write(exchange),
                JavaTest.write(exchange),
                Har.write(List.of(exchange)),
                masked.toString(),
                masked.request().text(),
                masked.reply().text(),
                Mask.outline(exchange).toString(),
                new String(masked.request().bytes(), ISO_8859_1),
                new String(masked.reply().bytes(), ISO_8859_1)));
        return outputs;
    }
}
