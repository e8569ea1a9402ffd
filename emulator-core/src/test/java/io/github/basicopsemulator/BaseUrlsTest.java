package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What options may say of where the emulator is. */
class BaseUrlsTest {

    @ParameterizedTest
    @CsvSource({"/mock,/mock", "/mock/,/mock", "/a/b-c_d.e~,/a/b-c_d.e~", "/,''", "'',''"})
    void a_path_prefix_ends_without_a_slash(String given, String path) {
        assertThat(BaseUrls.path(given)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mock", "/a//b", "/a b", "/a?b", "/%41", "/..", "/a/../b", "/./a", "/é", "http://x/mock"})
    void what_is_no_path_prefix_is_refused(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Emulator.builder().pathPrefix(given))
                .withMessageContaining("/mock")
                .withMessageContaining("\"" + given + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "https://dev.example.com,https://dev.example.com",
        "https://dev.example.com/,https://dev.example.com",
        "HTTPS://Dev.Example.com:443/Mock/,https://dev.example.com/Mock",
        "http://emulator:8080,http://emulator:8080",
        "http://[::1]:80/a/b,http://[::1]/a/b"
    })
    void a_public_url_is_written_in_one_way(String given, String url) {
        assertThat(BaseUrls.url(given)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dev.example.com",
                "dev.example.com:8080",
                "ftp://x",
                "http://",
                "http:///a",
                "http://u:p@x",
                "http://x?a",
                "http://x#a",
                "http://x/a b",
                "http://x/.."
            })
    void what_is_no_public_url_is_refused(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Emulator.builder().publicUrl(given))
                .withMessageContaining("must be like")
                .withMessageContaining(given.equals("http://x/..") ? "/.." : "\"" + given + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000,http://localhost:3000",
        "https://App.Example.com:443,https://app.example.com",
        "http://[::1]:5173,http://[::1]:5173",
        "null,null",
        "*,*"
    })
    void an_origin_is_written_as_browsers_write_it(String given, String origin) {
        assertThat(BaseUrls.origin(given)).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:3000",
                "http://localhost:3000/",
                "http://x/a",
                "http://x?a",
                "http://*.x",
                "http://u@x",
                "file://"
            })
    void what_is_no_origin_is_refused(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Emulator.builder().corsOrigins(given))
                .withMessageContaining("such as http://localhost:3000")
                .withMessageContaining("\"" + given + "\"");
    }
}
