package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Webhooks;
import io.github.basicopsemulator.Workspace;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attributes of the annotation where it stands elsewhere than on the class, and where they are wrong. */
class BasicOpsEmulatorTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(classes = {OwnAnnotationCase.class, SubclassCase.class})
    void attributes_hold_wherever_the_annotation_works(Class<?> testClass) {
        Samples.run(testClass)
                .testEvents()
                .assertStatistics(events -> events.succeeded(1).failed(0));
    }

    @Test
    void a_time_that_is_none_is_refused() {
        refuses(NowCase.class, "now is to be an instant of ISO 8601", "NowCase has \"noon\"");
    }

    @Test
    void a_time_of_no_year_that_there_is_is_refused() {
        refuses(YearCase.class, "now is to be of the years 0 to 9999", "+10000-01-01T00:00:00Z");
    }

    @Test
    void a_tick_that_is_no_duration_is_refused() {
        refuses(TickCase.class, "tick is to be a duration of ISO 8601", "has \"1s\"");
    }

    @Test
    void a_negative_tick_is_refused() {
        refuses(NegativeTickCase.class, "tick is not to be negative", "has \"-PT1S\"");
    }

    @Test
    void tick_of_more_than_100_years_is_refused() {
        refuses(LongTickCase.class, "tick is to be a duration of at most 100 years", "has \"PT99999999999999H\"");
    }

    @Test
    void a_tick_without_a_time_is_refused() {
        refuses(TickAloneCase.class, "set now, too");
    }

    @Test
    void two_modes_are_refused() {
        refuses(ModesCase.class, "webhooks is to be one mode", "has 2");
    }

    private static void refuses(Class<?> testClass, String... words) {
        assertThat(Samples.failures(Samples.run(testClass)))
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ExtensionConfigurationException.class)
                        .hasMessageContainingAll(words));
    }

    @BasicOpsEmulator(now = "2024-01-01T12:00:00Z")
    @Retention(RetentionPolicy.RUNTIME)
    @interface AtNoon {}

    @AtNoon
    static class OwnAnnotationCase {

        @Test
        void stands(Workspace basicops) {
            assertThat(basicops.clock().instant()).isEqualTo(NOON);
        }
    }

    static class SubclassCase extends AtNoonBase {}

    @BasicOpsEmulator(now = "2024-01-01T12:00:00Z")
    static class AtNoonBase {

        @Test
        void stands(Workspace basicops) {
            assertThat(basicops.clock().instant()).isEqualTo(NOON);
        }
    }

    @BasicOpsEmulator(now = "noon")
    static class NowCase {

        @Test
        void is_never_run() {}
    }

    @BasicOpsEmulator(now = "+10000-01-01T00:00:00Z")
    static class YearCase {

        @Test
        void is_never_run() {}
    }

    @BasicOpsEmulator(now = "2024-01-01T12:00:00Z", tick = "1s")
    static class TickCase {

        @Test
        void is_never_run() {}
    }

    @BasicOpsEmulator(now = "2024-01-01T12:00:00Z", tick = "-PT1S")
    static class NegativeTickCase {

        @Test
        void is_never_run() {}
    }

    @BasicOpsEmulator(now = "2024-01-01T12:00:00Z", tick = "PT99999999999999H")
    static class LongTickCase {

        @Test
        void is_never_run() {}
    }

    @BasicOpsEmulator(tick = "PT1S")
    static class TickAloneCase {

        @Test
        void is_never_run() {}
    }

    @BasicOpsEmulator(webhooks = {Webhooks.Mode.HELD, Webhooks.Mode.BEFORE_RESPONSE})
    static class ModesCase {

        @Test
        void is_never_run() {}
    }
}
