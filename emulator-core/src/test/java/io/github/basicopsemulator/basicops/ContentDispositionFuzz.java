package io.github.basicopsemulator.basicops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any text as a Content-Disposition header. */
class ContentDispositionFuzz {

    @FuzzTest
    void a_name_is_plain_and_written_and_read_again_as_it_was(byte[] bytes) {
        String name = ContentDisposition.fileName(new String(bytes, UTF_8));

        if (name != null) {
            assertThat(name)
                    .isNotBlank()
                    .hasSizeLessThan(256)
                    .doesNotContain("/", "\\")
                    .isNotIn(".", "..");
            assertThat(name.codePoints()).noneMatch(Character::isISOControl);
            assertThat(ContentDisposition.attachment(name)).matches("[ -~]+");
            assertThat(ContentDisposition.fileName(ContentDisposition.attachment(name)))
                    .isEqualTo(name);
        }
    }
}
