package io.github.basicopsemulator.journal;

import static io.github.basicopsemulator.journal.Exchanges.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HarTest {

    @Test
    void binary_bodies_are_in_base64() throws MalformedJson {
        byte[] binary = {(byte) 0xFF, (byte) 0xD8, 0, 1};

        Object entry = entry(Exchanges.of("POST", "/v1/upload", "", List.of(), binary, List.of(), binary));

        String base64 = Base64.getEncoder().encodeToString(binary);
        assertThat(Json.at(entry, "/request/postData/text")).isEqualTo(base64);
        assertThat(Json.at(entry, "/request/postData/encoding")).isEqualTo("base64");
        assertThat(Json.at(entry, "/response/content/text")).isEqualTo(base64);
        assertThat(Json.at(entry, "/response/content/encoding")).isEqualTo("base64");
    }

    @Test
    void text_that_is_cut_inside_a_character_stays_text() throws MalformedJson {
        byte[] body = utf8("a" + "\u20ac".repeat(30_000));

        Object entry = entry(Exchanges.of("POST", "/", "", List.of(), body));

        assertThat(Json.at(entry, "/request/postData/encoding")).isNull();
        assertThat((String) Json.at(entry, "/request/postData/text")).endsWith("(90001 bytes in all)");
    }

    @Test
    void redirect_names_its_location() throws MalformedJson {
        List<Map.Entry<String, String>> reply = List.of(Map.entry("Location", "http://127.0.0.1/there"));

        Object entry = entry(Exchanges.of("GET", "/", "", List.of(), new byte[0], reply, new byte[0]));

        assertThat(Json.at(entry, "/response/redirectURL")).isEqualTo("http://127.0.0.1/there");
    }

    @Property(tries = 200)
    void document_is_json_whatever_was_sent(@ForAll("bytes") byte[] body) throws MalformedJson {
        String text = new String(body, StandardCharsets.UTF_8).replace("\0", "");
        List<Map.Entry<String, String>> headers = List.of(Map.entry("X-Text", text));

        Object entry = entry(Exchanges.of("POST", "/" + text, text, headers, body, headers, body));

        assertThat(Json.at(entry, "/request/headers/0/name")).isEqualTo("X-Text");
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(50);
    }

    private static @Nullable Object entry(RecordedExchange exchange) throws MalformedJson {
        return Json.at(Json.read(utf8(Har.write(List.of(exchange)))), "/log/entries/0");
    }
}
