package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who says where tests are aimed at, and who goes before whom. */
class RemoteAddressTest {

    private static final Map<String, String> NOTHING = Map.of();

    @Test
    void where_nobody_says_anything_tests_run_in_this_jvm() {
        assertThat(address(Plain.class, NOTHING, NOTHING)).isEmpty();
    }

    @Test
    void the_annotation_says_it() {
        assertThat(url(Said.class, NOTHING, NOTHING)).isEqualTo("http://said:8080");
    }

    @Test
    void the_environment_goes_before_the_annotation() {
        assertThat(url(Said.class, NOTHING, Map.of("BASICOPS_EMULATOR_URL", "http://environment:1")))
                .isEqualTo("http://environment:1");
    }

    @Test
    void the_test_run_goes_before_the_environment() {
        assertThat(url(
                        Said.class,
                        Map.of("basicops.emulator.url", "http://run:1"),
                        Map.of("BASICOPS_EMULATOR_URL", "http://environment:1")))
                .isEqualTo("http://run:1");
    }

    @Test
    void what_is_blank_is_not_said() {
        assertThat(url(Said.class, Map.of("basicops.emulator.url", " "), Map.of("BASICOPS_EMULATOR_URL", "")))
                .isEqualTo("http://said:8080");
    }

    @Test
    void in_process_is_no_address() {
        assertThat(address(Said.class, Map.of("basicops.emulator.url", "in-process"), NOTHING))
                .isEmpty();
    }

    @Test
    void the_annotation_can_be_one_of_ones_own() {
        assertThat(url(Own.class, NOTHING, NOTHING)).isEqualTo("http://container:8080");
    }

    @Test
    void a_nested_class_is_where_the_class_around_it_is() {
        assertThat(url(Said.Inner.class, NOTHING, NOTHING)).isEqualTo("http://said:8080");
        assertThat(url(Said.Marked.class, NOTHING, NOTHING)).isEqualTo("http://said:8080");
    }

    @Test
    void a_nested_class_elsewhere_is_refused() {
        assertThatThrownBy(() -> address(Said.Elsewhere.class, NOTHING, NOTHING))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContainingAll("that of the class around", "\"http://said:8080\"", "\"http://else:1\"");
    }

    @Test
    void the_control_token_and_the_patience_come_from_the_run_or_the_environment() {
        RemoteAddress address = address(
                        Said.class,
                        Map.of("basicops.emulator.patience", "PT2S"),
                        Map.of("BASICOPS_EMULATOR_CONTROL_TOKEN", "secret"))
                .orElseThrow();

        assertThat(address.token()).isEqualTo("secret");
        assertThat(address.patience()).isEqualTo(Duration.ofSeconds(2));
        assertThat(address.toString()).doesNotContain("secret");
    }

    @Test
    void slashes_at_the_end_are_none_of_it() {
        assertThat(url(Plain.class, Map.of("basicops.emulator.url", "https://ci.example.com/emulator/"), NOTHING))
                .isEqualTo("https://ci.example.com/emulator");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    emulator:8080                | is to be the address of an emulator
                    ftp://emulator               | is to be the address of an emulator
                    http://                      | is to be the address of an emulator
                    http://[                     | is to be the address of an emulator
                    http://my_emulator:8080      | no underscore
                    http://me:secret@emulator    | no user, query or fragment
                    http://emulator?x=1          | no user, query or fragment
                    http://emulator:8080/w/ci-17 | not that of one of its workspaces
                    """)
    void what_is_no_address_is_refused_with_what_was_expected(String url, String message) {
        assertThatThrownBy(() -> address(Plain.class, Map.of("basicops.emulator.url", url), NOTHING))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContainingAll("basicops.emulator.url", "this test run", message, url);
    }

    private static Optional<RemoteAddress> address(
            Class<?> testClass, Map<String, String> run, Map<String, String> environment) {
        return RemoteAddress.of(
                testClass,
                new RemoteAddress.ConfigLookup(
                        name -> Optional.ofNullable(run.get(name)), name -> environment.get(name)));
    }

    private static String url(Class<?> testClass, Map<String, String> run, Map<String, String> environment) {
        return address(testClass, run, environment)
                .map(RemoteAddress::url)
                .map(URI::toString)
                .orElseThrow();
    }

    @BasicOpsEmulator
    private static class Plain {}

    @BasicOpsEmulator(url = "http://said:8080")
    private static class Said {

        private class Inner {}

        @BasicOpsEmulator
        private class Marked {}

        @BasicOpsEmulator(url = "http://else:1")
        private class Elsewhere {}
    }

    @BasicOpsEmulator(url = "http://container:8080")
    @Retention(RetentionPolicy.RUNTIME)
    private @interface AgainstContainer {}

    @AgainstContainer
    private static class Own {}
}
