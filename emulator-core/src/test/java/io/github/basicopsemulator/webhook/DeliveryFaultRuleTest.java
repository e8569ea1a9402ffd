package io.github.basicopsemulator.webhook;

import static io.github.basicopsemulator.webhook.FakeTransport.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.webhook.DeliveryFaultRule.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Matching and counting of delivery faults. */
class DeliveryFaultRuleTest {

    private static final DeliveryFaultRule ALL = new DeliveryFaultRule(Kind.DROP, Duration.ZERO);

    private static DeliveryFaultRule rule(String event, String subscriber, int nth, double chance, int times) {
        return new DeliveryFaultRule(Kind.DROP, event, subscriber, nth, chance, times, Duration.ZERO, 0, 0);
    }

    @Test
    void rule_fits_its_event_and_its_subscriber() {
        assertThat(ALL.fits(message("a", ""))).isTrue();
        assertThat(rule("event", "a", 0, 1, 0).fits(message("a", ""))).isTrue();
        assertThat(rule("other", null, 0, 1, 0).fits(message("a", ""))).isFalse();
        assertThat(rule(null, "b", 0, 1, 0).fits(message("a", ""))).isFalse();
    }

    @Test
    void rule_strikes_the_nth_letter_that_fits() {
        DeliveryFaultRule second = rule(null, null, 2, 1, 0);
        assertThat(second.triggers(0.5)).isFalse();
        second = second.after(false);
        assertThat(second.triggers(0.5)).isTrue();
        assertThat(second.after(true).triggers(0.5)).isFalse();
    }

    @Test
    void rule_strikes_so_many_times() {
        DeliveryFaultRule twice = rule(null, null, 0, 1, 2);
        assertThat(twice.after(true).triggers(0.5)).isTrue();
        assertThat(twice.after(true).after(false).after(true).triggers(0.5)).isFalse();
    }

    @Test
    void rule_strikes_by_its_chance() {
        DeliveryFaultRule rarely = rule(null, null, 0, 0.25, 0);
        assertThat(rarely.triggers(0.2)).isTrue();
        assertThat(rarely.triggers(0.25)).isFalse();
        assertThat(rule(null, null, 0, 0, 0).triggers(0)).isFalse();
        assertThat(ALL.triggers(0.999)).isTrue();
    }

    @Test
    void rule_says_what_it_is_and_what_it_did() {
        DeliveryFaultRule rule = new DeliveryFaultRule(
                        Kind.CORRUPT_SIGNATURE, "event", "a", 2, 0.5, 3, Duration.ofSeconds(5), 0, 0)
                .after(false)
                .after(true);
        assertThat(rule)
                .hasToString("corrupt signature of PT5S on event to a, number 2, with probability 0.5,"
                        + " at most 3 times: triggered 1 time; 2 deliveries matched");
    }
}
