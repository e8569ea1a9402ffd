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

class RedactorTest {

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
                "X-Original-Url: /v1/task?access%5Ftoken=hush",
                "Referer: http://app.example/?password=it'hush&x=1",
                "Referer: http://app.example/?password=a<hush",
                "Referer: http://app.example/?token=\"a\"hush",
                "Referer: http://app.example/?token=\"a\"\"hush\"",
                "Referer: http://app.example/?api+key=hush",
                "Referer: http://app.example/?api%20key=hush",
                "Referer: http://app.example/?token[0]=hush",
                "Referer: http://user:pa/hush@app.example/",
                "Referer: http%3A%2F%2Fuser%3Ahush%40app.example%2F",
                "Link: <http://app.example/?a='&token='hush'>; rel=next",
                "X-Auth-Token-2: hush",
                "X-Data: token = hush more hush"
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
                "payload={\"secret\":\"hush\"}",
                "u=http://app?password=it'hush",
                "u=http%3A%2F%2Fapp%3Fx%3D1%26password%3Dit%2527hush",
                "u=http%3A%2F%2Fapp%3Fpassword%3Da%3Chush",
                "u=http%3A%2F%2Fu%3Ahush%2Fx%40app",
                "token[0]=hush",
                "token[value]=hush",
                "token%5B0%5D=hush",
                "user[password][0]=hush",
                "user[password][0][x]=hush",
                "api%20key=hush",
                "api%09key=hush",
                "api%2Fkey=hush",
                "api%3Akey=hush",
                "api+key[]=hush",
                "password2=hush",
                "code[]=hush",
                "code[0]=hush",
                "oauth2_code=hush",
                "tok%252565n=hush",
                "tok%25252565n=hush",
                "tok%2525252525252565n=hush",
                "tok%25%36%35n=hush",
                "%c1%b4oken=hush",
                "%e0%81%b4oken=hush",
                "%f0%80%81%b4oken=hush",
                "%ef%bd%94oken=hush",
                "%EF%BC%B3ecret=hush",
                "payload=%7B%22api%20key%22%3A%22hush%22%7D"
            })
    void query_and_form_hide_their_secrets(String query) {
        assertHidden(Exchanges.of("GET", "/v1/task", query, List.of(), NOTHING));
        assertHidden(Exchanges.of("POST", "/", "", List.of(Map.entry("Content-Type", FORM)), utf8(query)));
        assertThat(Redactor.text("GET http://app.example/?" + query.split("[ \"]", 2)[0]))
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
                "--x\nContent-Disposition: form-data; filename=\"a\"; name=\"secret\"\n\n--hush\n--x--\n",
                "{\"url\": \"http://app.example/?password=it'hush\", \"a\": 1}",
                "{\"url\": \"http://app.example/?password=it\\u0027hush\"}",
                "{\"url\": \"http://app.example/?password=a<hush\"}",
                "{\"url\": \"http://app.example/?password=a\\\"hush\"}",
                "{\"url\": \"http:\\/\\/u:hush\\/x@app.example\"}",
                "{\"url\": \"postgres://u:p/hush@app.example\"}",
                "{\"url\": \"http://u:p#hush@app.example\"}",
                "{\"url\": \"http://u:p?hush@app.example\"}",
                "{\"url\": \"http://u:p hush@app.example\"}",
                "{\"url\": \"http://u:p@hush/hush@app.example/\"}",
                "{\"api key\": \"hush\"}",
                "{\"api/key\": \"hush\"}",
                "{\"api:key\": \"hush\"}",
                "{\"tok\\/en\": \"hush\"}",
                "{\"\uff54oken\": \"hush\"}",
                "{\"body\":\"{\\\"secret\\\":[\\\"a]\\\",\\\"hush\\\"]}\"}",
                "{\"body\":\"{\\\"secret\\\":{\\\"k\\\":\\\"a}\\\",\\\"z\\\":\\\"hush\\\"}}\"}",
                "{\"body\":\"{\\\"secret\\\":[\\\"a\\\\\\\\\\\",\\\"]hush\\\",\\\"hush\\\"]}\"}",
                "{\"b\":\"{\\\"b\\\":\\\"{\\\\\\\"secret\\\\\\\":[\\\\\\\"a]\\\\\\\",\\\\\\\"hush\\\\\\\"]}\\\"}\"}",
                "{\"secret\": {\"k\":\"a}\",\"z\":\"hush\"}}",
                "{'secret': ['a]', 'hush']}",
                "{'secret': {'k': 'a}', 'z': 'hush'}}",
                "{\"body\": \"{'secret': ['a]', 'hush']}\"}",
                "{\"secret\": [\"a\"]hush}",
                "<login><password><b>hush</b></password></login>",
                "<password><!-- x -->hush</password>",
                "<password><!-- </password> -->hush</password>",
                "<password>a<?x?>hush</password>",
                "<password>a<![CDATA[hush]]></password>",
                "<password>\n<![CDATA[hush]]></password>",
                "<password><![CDATA[</password>hush]]></password>",
                "<password><password>a</password>hush</password>",
                "<a><password><b>hush",
                "<s:password>hush</s:password>",
                "<password a=\"x>y\">hush</password >",
                "{\"xml\": \"<password><b>hush<\\/b><\\/password>\"}",
                "<u api-key = \"hush\"/>",
                "<u api-key='hush'/>",
                "\r\n--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nhush\r\n--x--\r\n",
                "hello\r\n--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nhush\r\n--x--\r\n",
                "--x\r\nContent-Disposition: form-data;\r\n name=\"token\"\r\n\r\nhush\r\n--x--\r\n",
                "--x\r\nContent-Disposition : form-data; name=\"token\"\r\n\r\nhush\r\n--x--\r\n",
                "--x\r\nContent-Disposition: form-data; filename=\"x; name=a\"; name=\"token\"\r\n\r\nhush\r\n--x--",
                "--x\r\nContent-Disposition: form-data; name*0=\"tok\"; name*1=\"en\"\r\n\r\nhush\r\n--x--",
                "--x\rContent-Disposition: form-data; name=\"token\"\r\rhush\r--x--\r",
                "--x\r\nContent-Disposition: form-data; name=\"token[0]\"\r\n\r\nhush\r\n--x--",
                "--x\r\nContent-Disposition: form-data; name=\"api key\"\r\n\r\nhush\r\n--x--",
                "--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\na\r\n--xy\r\nhush\r\n--x--",
                "{\"secret\": null-hush}",
                "{\"secret\": null hush}",
                "{\"secret\": true.hush}",
                "{\"secret\": 123 hush}",
                "{\"secret\": -12.hush}",
                "{\"secret\": 12\n hush}",
                "{\"secret\": \"a\" + \"hush\"}",
                "{\"secret\": \"a\" \"hush\"}",
                "{\"secret\": \"a\"\"hush\"}",
                "{secret: 'a' 'hush'}",
                "{\"secret\": a\n hush}",
                "{secret: a\nhush}",
                "secret:\n  hush\n  hush\ntitle: a",
                "secrets:\n- hush\n- hush\n",
                "user:\n  secret: a\n    hush\n",
                "{\"token\"/**/:\"hush\"}",
                "{\"token\":/* */\"hush\"}",
                "{\"token\"=>\"hush\"}",
                "{\"token\" => \"hush\"}",
                "{\"token\"=\"hush\"}",
                "{\"token\"\u00a0:\u00a0\"hush\"}",
                "{\"code\": [\"hush\"]}",
                "{\"code\": {\"value\": \"hush\"}}",
                "{\"code\": hush}",
                "{\"url\": \"http\\u003a\\u002f\\u002fu:hush@app.example\"}",
                "{:secret => \"hush\"}",
                "{\"secret\"/*a*//*b*/: \"hush\"}",
                "secret = \"a\" + \"hush\"",
                "secret: >\n  a\n\n  hush\ntitle: a",
                "{\"a\": \"x=Bearer%20hushhush\"}",
                "--x\r\n Content-Disposition: form-data; name=\"token\"\r\n\r\nhush\r\n--x--",
                "--x\r\nContent-Disposition: form-data; name=\"token\"; name=\"a\"\r\n\r\nhush\r\n--x--",
                "--x\r\nContent-Disposition: form-data name=\"token\"\r\n\r\nhush\r\n--x--",
                "--x\r\nContent-Disposition: form-data; name*=utf-8''%74oken\r\n\r\nhush\r\n--x--",
                "--x\r\nContent-Disposition\r\n : form-data; name=\"token\"\r\n\r\nhush\r\n--x--",
                "token = hush",
                "api key: hush"
            })
    void body_hides_its_secret(String body) {
        assertHidden(Exchanges.of("POST", "/", "", List.of(), utf8(body), List.of(), utf8(body)));
        byte[] binary = ("\u00ff\u0000" + body).getBytes(ISO_8859_1);
        if (!body.contains("--x") && body.chars().allMatch(c -> c <= 0xFF)) {
            assertHidden(Exchanges.of("POST", "/", "", List.of(), binary, List.of(), binary));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/task;password=it'hush",
                "/v1/task;token=hush/x",
                "/v1/task/token=a\"hush",
                "/v1/task%3Bapi%20key%3Dhush",
                "/v1/http://u:hush/x@app.example/"
            })
    void path_hides_its_secret(String path) {
        assertHidden(Exchanges.of("GET", path, "", List.of(), NOTHING));
    }

    @Test
    void xml_hides_a_secret_behind_long_attributes() {
        assertHidden(Exchanges.of(
                "POST", "/", "", List.of(), utf8("<password x=\"" + "y".repeat(250) + "\">hush</password>")));
    }

    @Test
    void multipart_hides_a_secret_behind_a_long_filename() {
        String header = "Content-Disposition: form-data; filename=\"" + "x".repeat(600) + "\"; name=\"token\"";

        assertHidden(Exchanges.of("POST", "/", "", List.of(), utf8("--x\r\n" + header + "\r\n\r\nhush\r\n--x--")));
    }

    @Test
    void form_hides_a_secret_with_a_long_index() {
        assertHidden(Exchanges.of("GET", "/", "token[" + "x".repeat(300) + "]=hush", List.of(), NOTHING));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"password\": \"a\", \"title\": \"b\"} | {\"password\": \"***\", \"title\": \"b\"}",
                "{\"secret\": [\"a\", 1], \"title\": \"b\"} | {\"secret\": \"***\", \"title\": \"b\"}",
                "{\"body\": \"{\\\"token\\\": \\\"a\\\"}\", \"id\": 7} | {\"body\": \"{\\\"token\\\": \\\"***\\\"}\", \"id\": 7}",
                "{\"url\": \"http://a/?token=b\", \"id\": 7} | {\"url\": \"http://a/?token=***\", \"id\": 7}",
                "{\"url\": \"http://u:p@a:80/x\", \"id\": 7} | {\"url\": \"http://***@a:80/x\", \"id\": 7}",
                "`- token: abc\n  name: x\n- token: def\n` | `- token: ***\n  name: x\n- token: ***\n`",
                "<a><token>b</token><id>7</id></a> | <a><token>***</token><id>7</id></a>",
                "<u token=\"a\" id=\"7\"/> | <u token=\"***\" id=\"7\"/>"
            })
    void what_is_around_a_secret_stays(String text, String masked) {
        assertThat(Redactor.body(text)).isEqualTo(masked);
    }

    @Test
    void numbers_that_are_secrets_are_hidden() {
        RecordedExchange exchange = Exchanges.of("POST", "/", "", List.of(), utf8("{\"secret\": 4711, \"a\": 1}"));

        assertThat(Redactor.exchange(exchange).request().text()).isEqualTo("{\"secret\": \"***\", \"a\": 1}");
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
                "The access token is not among those declared in this workspace.",
                "a=b&codec=mp3&tokens_left=5",
                "http://app.example:8080/v1/task?limit=1#code",
                "{\"urls\": [\"http://127.0.0.1:8080/a@b\", \"http://[::1]:80/x?mail=a@b\"]}",
                "{\"a < b\": \"c > d\", \"mail\": \"a@b.example\"}",
                "Error code: E12, see http://app.example/"
            })
    void text_without_secrets_stays_as_it_is(String text) {
        assertThat(Redactor.text(text)).isEqualTo(text);
        assertThat(Redactor.body(text)).isEqualTo(text);
    }

    @Test
    void scheme_of_credentials_is_shown() {
        assertThat(Redactor.header("Authorization", "Bearer hush")).isEqualTo("Bearer ***");
        assertThat(Redactor.header("Authorization", "hush word")).isEqualTo("***");
        assertThat(Redactor.header("X-BasicOps-Signature", "sha256=abc")).isEqualTo("sha256=abc");
    }

    @Test
    void secret_is_hidden_wherever_else_it_is_in_the_exchange() {
        String basic = Base64.getEncoder().encodeToString("user:whispered".getBytes(UTF_8));
        RecordedExchange exchange = Exchanges.of(
                "POST",
                "/v1/whispered",
                "q=whispered",
                List.of(Map.entry("Authorization", "Basic " + basic), Map.entry("X-Other", "whispered")),
                utf8("{\"title\": \"whispered\"}"),
                List.of(Map.entry("X-Echo", "whispered")),
                utf8("no such credentials: \"whispered\""));

        assertThat(outputs(exchange)).allSatisfy(output -> assertThat(output).doesNotContain("whispered", basic));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token=whispered%2Fabc | whispered/abc",
                "token=whispered/abc | whispered%252fabc",
                "token=whispered/abc | whispered\\/abc",
                "token=whispered%20abc | whispered+abc",
                "token=whisper-token | whisper-token",
                "token=whispered | awhisperedb",
                "token[]=whispered | whispered"
            })
    void value_is_hidden_in_any_encoding(String query, String title) {
        RecordedExchange exchange = Exchanges.of("POST", "/", query, List.of(), utf8("{\"title\": \"" + title + "\"}"));

        assertThat(outputs(exchange)).allSatisfy(output -> assertThat(output).doesNotContain("whisper", title));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"secret\": [\"whispered\"], \"title\": \"whispered\"}",
                "{\"secret\": {\"key\": \"whispered\"}, \"title\": \"whispered\"}",
                "{\"url\": \"http://user:whispered@app.example/\", \"title\": \"whispered\"}",
                "<a><secret><b>whispered</b></secret><title>whispered</title></a>",
                "{\"q\": \"%22token%22%3A%22whispered%22\", \"title\": \"whispered\"}"
            })
    void value_inside_a_structure_is_hidden_elsewhere(String body) {
        assertThat(outputs(Exchanges.of("POST", "/", "", List.of(), utf8(body))))
                .allSatisfy(output -> assertThat(output).doesNotContain("whispered"));
    }

    @Test
    void short_value_is_hidden_as_a_word_only() {
        RecordedExchange exchange =
                Exchanges.of("POST", "/", "token=monday", List.of(), utf8("{\"title\": \"mondays, monday\"}"));

        assertThat(Redactor.exchange(exchange).request().text()).isEqualTo("{\"title\": \"mondays, ***\"}");
    }

    @Test
    void value_in_parameters_of_credentials_is_hidden() {
        RecordedExchange exchange = Exchanges.of(
                "POST",
                "/",
                "",
                List.of(Map.entry("Authorization", "Token token=\"whispered\", email=\"planner\"")),
                utf8("{\"title\": \"whispered planner\"}"));

        assertThat(Redactor.exchange(exchange).request().text()).isEqualTo("{\"title\": \"*** planner\"}");
    }

    @Test
    void attributes_of_cookies_stay() {
        RecordedExchange exchange = Exchanges.of(
                "GET", "/v1/task", "", List.of(Map.entry("Set-Cookie", "a=whispered; Path=/v1/task")), NOTHING);

        assertThat(Redactor.exchange(exchange).path()).isEqualTo("/v1/task");
    }

    @Test
    void many_cookies_do_not_crowd_out_an_api_key() {
        StringBuilder cookies = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            cookies.append("; c").append(i).append("=filler").append(i);
        }
        RecordedExchange exchange = Exchanges.of(
                "POST",
                "/",
                "",
                List.of(Map.entry("Cookie", cookies.substring(2)), Map.entry("X-Api-Key", "whispered")),
                utf8("{\"title\": \"whispered\"}"));

        assertThat(outputs(exchange)).allSatisfy(output -> assertThat(output).doesNotContain("whispered"));
    }

    @Test
    void refusal_hides_a_value_of_the_body() {
        RecordedExchange exchange =
                Exchanges.refused(utf8("{\"secret\": \"whispered\"}"), "Expected a user, not whispered");

        assertThat(exchange.toString()).contains("Expected a user, not ***");
    }

    @Test
    void long_names_are_masked_in_linear_time() {
        for (String part : List.of("\\", "\\u", "\\\\u", "%25", "%2525252525", "%25253D", "%c1", "[", "a[0]", "%")) {
            String name = part.repeat((64 << 10) / part.length());
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> Redactor.exchange(Exchanges.of(
                            "POST",
                            "/" + name,
                            name + "=1",
                            List.of(Map.entry("Content-Type", FORM)),
                            utf8(name + "=1&" + name))),
                    part);
        }
    }

    @Test
    void repeated_values_are_hidden_in_linear_time() {
        StringBuilder cookies = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            cookies.append("; c=").append("a".repeat(540)).append(i);
        }
        List<String> keys = List.of(cookies.substring(2), "a".repeat(16_000) + "b", "a".repeat(60_000));
        for (String key : keys) {
            RecordedExchange exchange = Exchanges.of(
                    "POST",
                    "/",
                    "",
                    List.of(Map.entry("Cookie", key), Map.entry("X-Api-Key", key)),
                    utf8("a".repeat(64_000)));
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Redactor.exchange(exchange));
        }
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
                "content-disposition:;name=token\n",
                "content-disposition: form-data; name=token\n ",
                "bearer ",
                "bearer%20",
                "content-disposition:;name=\n ",
                "\n \n",
                "token: a\n\n ",
                "://a:b ",
                "://@",
                "%3A%2F%2F",
                "%25253D",
                "token%25253D",
                "<token>",
                "<token ",
                "<token a=\"",
                "<token><![CDATA[",
                "token=\"",
                "\"token\":[",
                "\\\"token\\\":[\\",
                "token: a",
                "token:\n",
                "  token:1\n",
                "*/:",
                "/**/",
                "'token':",
                " = ")) {
            String text = "--" + part.repeat((64 << 10) / part.length());
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Redactor.body(text), part);
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> Redactor.exchange(Exchanges.of("POST", "/", text, List.of(), utf8(text))),
                    part);
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

        RecordedExchange withJson = Exchanges.of("POST", "/" + before, query, headers, utf8(json), headers, utf8(json));
        RecordedExchange withForm = Exchanges.of(
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

    private static void assertHidden(RecordedExchange exchange) {
        assertThat(outputs(exchange))
                .allSatisfy(output -> assertThat(output)
                        .doesNotContain("hush", "dXNlcjpodXNo")
                        .doesNotContainPattern("\\\\150\\\\165"));
    }

    /** Everything that is written of an exchange, and the bodies in it that are in base64. */
    private static List<String> outputs(RecordedExchange exchange) {
        RecordedExchange masked = Redactor.exchange(exchange);
        List<String> outputs = new ArrayList<>(List.of(
                Curl.write(exchange),
                JavaTest.write(exchange),
                Har.write(List.of(exchange)),
                masked.toString(),
                masked.request().text(),
                masked.reply().text(),
                Redactor.summary(exchange).toString(),
                new String(masked.request().bytes(), ISO_8859_1),
                new String(masked.reply().bytes(), ISO_8859_1)));
        return outputs;
    }
}
