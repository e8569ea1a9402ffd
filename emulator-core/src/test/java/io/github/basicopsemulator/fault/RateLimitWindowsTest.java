package io.github.basicopsemulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.fault.FaultRules.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many rate-limit windows are kept. */
class RateLimitWindowsTest {

    private static final Instant NOW = Instant.parse("2024-01-02T03:04:05Z");

    private final FaultRules faults = new FaultRules(1, Setting.NONE);

    @BeforeEach
    void limit() {
        faults.limit(new RateLimit(1, Duration.ofMinutes(1)));
    }

    @Test
    void of_too_many_windows_the_oldest_is_dropped() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(ask("token " + i, NOW)).isNull();
        }
        assertThat(ask("token 0", NOW)).isNotNull();

        assertThat(ask("one more", NOW)).isNull();

        assertThat(windows()).hasSize(10_000).doesNotContainKey("token 0").containsKeys("token 1", "one more");
        assertThat(ask("token 1", NOW)).isNotNull();
    }

    @Test
    void a_window_that_begins_anew_is_the_newest() {
        ask("early", NOW);
        ask("later", NOW);
        ask("early", NOW.plusSeconds(61));

        assertThat(windows().keySet()).containsExactly("later", "early");
    }

    @Test
    void long_tokens_take_as_much_as_short_ones() {
        String token = "x".repeat(30_000);
        assertThat(ask(token + "a", NOW)).isNull();
        assertThat(ask(token + "b", NOW)).isNull();
        assertThat(ask(token + "a", NOW)).isNotNull();

        assertThat(windows().keySet()).allMatch(key -> key.length() < 100);
    }

    @Test
    void windows_keep_their_order_when_they_are_put_back() {
        for (String token : List.of("c", "a", "b")) {
            ask(token, NOW);
        }
        Setting setting = faults.setting();
        faults.restore(Setting.NONE);
        faults.restore(setting);

        assertThat(windows().keySet()).containsExactly("c", "a", "b");
        assertThat(setting.weight()).isEqualTo(600);
    }

    private Map<String, FaultRules.Window> windows() {
        return faults.setting().windows();
    }

    private InjectedFault ask(String token, Instant at) {
        return faults.inject(new FaultMatchInput("GET", "/", null, null, token, at));
    }
}
