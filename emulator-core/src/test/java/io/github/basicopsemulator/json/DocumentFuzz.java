package io.github.basicopsemulator.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Any bytes as JSON that a client sends, and as YAML or JSON that a person wrote. */
class DocumentFuzz {

    @FuzzTest
    void what_is_read_comes_back_and_the_rest_is_refused_with_its_place(byte[] text) {
        asSent(text);
        asWritten(text);
    }

    private static void asSent(byte[] text) {
        try {
            Object value = Json.read(text);
            assertThat(Json.read(Json.write(value))).isEqualTo(value);
            assertThat(Json.read(Json.pretty(value))).isEqualTo(value);
            if (value instanceof Map) {
                assertThat(Document.read(text).value()).isEqualTo(value);
            }
        } catch (MalformedJson refused) {
            assertThat(refused).message().isNotBlank();
        }
    }

    private static void asWritten(byte[] text) {
        Document document = read(text);
        if (document != null) {
            assertThat(document.places(List.of("$.a[0].b")).get("$.a[0].b")).matches("\\d+:\\d+");
            Object file = Json.object("file", document.value());
            assertThat(written(Json.yaml(file))).isEqualTo(file);
            assertThat(written(Json.pretty(file))).isEqualTo(file);
        }
    }

    private static @Nullable Document read(byte[] text) {
        try {
            return Document.read(text);
        } catch (MalformedJson refused) {
            assertThat(refused).hasMessageMatching("(?s)\\d+:\\d+: .+");
            return null;
        }
    }

    private static @Nullable Object written(byte[] text) {
        try {
            return Document.read(text).value();
        } catch (MalformedJson refused) {
            throw new AssertionError("what was written is not read again", refused);
        }
    }
}
