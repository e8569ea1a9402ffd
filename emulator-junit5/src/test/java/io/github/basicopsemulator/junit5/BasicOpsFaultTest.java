package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults that annotations ask for: which tests they reach, and what they do there. */
class BasicOpsFaultTest {

    private static final String TASKS = "/v1/task";

    @Nested
    @BasicOpsEmulator
    @BasicOpsFault(on = "GET /v1/task", status = 500, nth = 2)
    class OfAClass {

        @BeforeAll
        static void is_spared(Workspace basicops) {
            Client client = Client.of(basicops);
            assertThat(client.status(TASKS)).isEqualTo(200);
            assertThat(client.status(TASKS)).isEqualTo(200);
        }

        @BeforeEach
        void is_not_spared_but_the_first_in_every_test(Workspace basicops) {
            assertThat(Client.of(basicops).status(TASKS)).isEqualTo(200);
        }

        @RepeatedTest(2)
        void reaches_every_test_from_the_beginning(Workspace basicops) {
            assertThat(Client.of(basicops).status(TASKS)).isEqualTo(500);
            assertThat(Client.of(basicops).status(TASKS)).isEqualTo(200);
        }

        @Test
        @BasicOpsFault(on = "GET /v1/user", status = 429, retryAfter = "PT1S")
        void has_those_of_the_test_beside_it(Workspace basicops) {
            assertThat(Client.of(basicops).status("/v1/user")).isEqualTo(429);
            assertThat(Client.of(basicops).status(TASKS)).isEqualTo(500);
        }

        @Nested
        @BasicOpsFault(on = "get /v1/user", status = 418, times = 1)
        class AndOfOneInsideIt {

            @Test
            void adds_to_those_around(Workspace basicops) {
                assertThat(Client.of(basicops).status("/v1/user")).isEqualTo(418);
                assertThat(Client.of(basicops).status("/v1/user")).isEqualTo(200);
                assertThat(Client.of(basicops).status(TASKS)).isEqualTo(500);
            }
        }
    }

    @Nested
    @BasicOpsEmulator
    class OfAMethod {

        @BasicOpsFault(kind = BasicOpsFault.Kind.EMPTY_RESPONSE)
        @Retention(RetentionPolicy.RUNTIME)
        @interface Silent {}

        @Silent
        @Test
        void by_an_annotation_of_ones_own(Workspace basicops) {
            breaksOff(basicops);
        }

        @BasicOpsFault(kind = BasicOpsFault.Kind.RESET)
        @Test
        void reset(Workspace basicops) {
            breaksOff(basicops);
        }

        @BasicOpsFault(kind = BasicOpsFault.Kind.LOST_RESPONSE)
        @Test
        void lost(Workspace basicops) {
            assertThatThrownBy(() -> Client.of(basicops).createProject("x")).isInstanceOf(UncheckedIOException.class);
            assertThat(basicops.records("project")).hasSize(1);
        }

        @BasicOpsFault(kind = BasicOpsFault.Kind.HALF_BODY)
        @Test
        void half_body(Workspace basicops) {
            breaksOff(basicops);
        }

        @BasicOpsFault(kind = BasicOpsFault.Kind.MALFORMED_JSON)
        @Test
        void malformed_json(Workspace basicops) {
            assertThatThrownBy(() -> Client.of(basicops).status(TASKS)).hasMessageContaining("end-of-input");
        }

        @BasicOpsFault(kind = BasicOpsFault.Kind.LATENCY, time = "PT0.03S")
        @BasicOpsFault(kind = BasicOpsFault.Kind.SLOW_BODY, time = "PT0.03S", nth = 1)
        @Test
        void several_of_which_the_first_that_strikes_does(Workspace basicops) {
            assertThat(Client.of(basicops).status(TASKS)).isEqualTo(200);
            assertThat(basicops.faults().toString())
                    .contains("latency of 30 ms", "a body over 30 ms", "triggered 1 time; 1 request matched");
        }

        @BasicOpsFault(status = 500, chance = 0)
        @Test
        void chance(Workspace basicops) {
            assertThat(Client.of(basicops).status(TASKS)).isEqualTo(200);
        }

        private void breaksOff(Workspace basicops) {
            assertThatThrownBy(() -> Client.of(basicops).status(TASKS)).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Nested
    class OnAServerOfItsOwn {

        @RegisterExtension
        static final BasicOpsEmulatorExtension BASICOPS =
                BasicOpsEmulatorExtension.with(Emulator.builder().token("secret"));

        @BasicOpsFault(status = 500)
        @Test
        void too(Workspace basicops) {
            assertThat(Client.of(basicops).status(TASKS)).isEqualTo(500);
        }
    }

    @Nested
    @BasicOpsEmulator
    @Execution(ExecutionMode.CONCURRENT)
    class AtTheSameTime {

        private static final CyclicBarrier BOTH = new CyclicBarrier(2);

        @BasicOpsFault(status = 500)
        @Test
        void one_test_has_a_fault(Workspace basicops) throws Exception {
            meet();
            assertThat(Client.of(basicops).status(TASKS)).isEqualTo(500);
        }

        @Test
        void and_another_none_of_it(Workspace basicops) throws Exception {
            meet();
            assertThat(Client.of(basicops).status(TASKS)).isEqualTo(200);
        }

        /** Where there is but one thread, the one test has to come before the other. */
        private static void meet() throws Exception {
            try {
                BOTH.await(1, TimeUnit.SECONDS);
            } catch (TimeoutException | BrokenBarrierException alone) {
                BOTH.reset();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no_status       | a status is from 200 to 599, but this was 0",
                "wrong_status    | a status is from 200 to 599, but this was 99",
                "no_method       | on is to be a method or a method and a route",
                "no_time         | time is to be a duration of ISO 8601",
                "too_long        | a time must be from zero to a day",
                "time_of_status  | time is not for this kind of fault",
                "status_of_reset | status is not for this kind of fault",
                "retry_of_lost   | retryAfter is not for this kind of fault",
                "wrong_retry     | retryAfter is to be a duration of ISO 8601",
                "wrong_nth       | this is counted from 1, but it was -1",
                "wrong_times     | this is counted from 1, but it was -2",
                "wrong_chance    | a chance is from 0 to 1, but this was 2.0"
            })
    void a_wrong_one_is_refused_with_what_was_expected(String method, String message) throws Exception {
        assertThatThrownBy(() -> AnnotatedFaults.of(Wrong.class.getDeclaredMethod(method)))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContainingAll(message, method);
    }

    @Test
    void it_fails_the_test_or_the_class_that_it_stands_on() {
        assertThat(Samples.failures(Samples.run(WrongMethodCase.class)))
                .singleElement()
                .isInstanceOf(ExtensionConfigurationException.class);
        assertThat(Samples.failures(Samples.run(WrongClassCase.class)))
                .singleElement()
                .isInstanceOf(ExtensionConfigurationException.class);
    }

    private interface Wrong {

        @BasicOpsFault
        void no_status();

        @BasicOpsFault(status = 99)
        void wrong_status();

        @BasicOpsFault(on = "/v1/task", status = 500)
        void no_method();

        @BasicOpsFault(kind = BasicOpsFault.Kind.LATENCY)
        void no_time();

        @BasicOpsFault(kind = BasicOpsFault.Kind.SLOW_BODY, time = "P2D")
        void too_long();

        @BasicOpsFault(status = 500, time = "PT1S")
        void time_of_status();

        @BasicOpsFault(kind = BasicOpsFault.Kind.RESET, status = 500)
        void status_of_reset();

        @BasicOpsFault(kind = BasicOpsFault.Kind.LOST_RESPONSE, retryAfter = "PT1S")
        void retry_of_lost();

        @BasicOpsFault(status = 503, retryAfter = "soon")
        void wrong_retry();

        @BasicOpsFault(status = 503, nth = -1)
        void wrong_nth();

        @BasicOpsFault(status = 503, times = -2)
        void wrong_times();

        @BasicOpsFault(status = 503, chance = 2)
        void wrong_chance();
    }

    @BasicOpsEmulator
    static class WrongMethodCase {

        @BasicOpsFault
        @Test
        void is_never_run() {}

        @Test
        void is_run(Workspace basicops) {
            assertThat(Client.of(basicops).status(TASKS)).isEqualTo(200);
        }
    }

    @BasicOpsEmulator
    @BasicOpsFault(on = "?")
    static class WrongClassCase {

        @Test
        void is_never_run() {}
    }
}
