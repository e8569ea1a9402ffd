package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the documents show of time. */
@BasicOpsEmulator
class TimeTest {

    @Test
    void a_clock_is_set_and_moved(Workspace basicops) {
        basicops.clock().set(Instant.parse("2018-07-01T08:00:00Z")); // stands still
        basicops.clock().advance(Duration.ofMinutes(15)); // stands a quarter of an hour later
        assertThat(basicops.clock().instant()).isEqualTo("2018-07-01T08:15:00Z");

        basicops.clock().set(Instant.parse("2018-07-01T08:00:00Z")); // stands still
        basicops.clock().advance(Duration.ofMinutes(15)); // stands a quarter of an hour later
        basicops.clock().set(Instant.parse("2018-07-01T08:00:00Z"), Duration.ofSeconds(1)); // each request moves it on
        basicops.clock().follow(Clock.systemUTC()); // goes again
        basicops.clock().advance(Duration.ofDays(30)); // goes on, a month ahead

        assertThat(basicops.clock().instant()).isAfter(Instant.now().plus(Duration.ofDays(29)));
    }

    @Test
    void code_under_test_can_go_by_it(Workspace basicops) {
        Clock clock = basicops.clock();

        basicops.clock().set(Instant.parse("2018-07-01T08:00:00Z"));
        assertThat(clock.instant()).isEqualTo("2018-07-01T08:00:00Z");
    }

    @Test
    void ids_follow_from_a_seed() {
        try (Emulator emulator = Emulator.builder().randomSeed(7).start()) {
            emulator.workspace().clock().set(Instant.parse("2018-07-01T08:00:00Z"));
            emulator.workspace().seed(webhook(emulator.workspace().inbox("any").url(), "basicops:task:created"));
            String eid = (String) emulator.workspace().records("webhook").get(0).get("EId");
            assertThat(eid).isEqualTo("63cbe1e4-5932-4dd7-844c-3cd7f43c661c");
        }
    }
}
