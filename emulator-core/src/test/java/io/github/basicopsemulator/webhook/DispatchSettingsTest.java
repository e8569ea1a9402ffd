package io.github.basicopsemulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The settings of deliveries. */
class DispatchSettingsTest {

    private static final DeliveryFaultRule DROP = new DeliveryFaultRule(DeliveryFaultRule.Kind.DROP, Duration.ZERO);

    @Test
    void each_setting_is_changed_and_the_others_stay() {
        RetryPolicy thrice = RetryPolicy.NONE.withAttempts(3);
        DispatchSettings rules = new DispatchSettings(PayloadFormat.DOCUMENTED)
                .with(DeliveryMode.HELD)
                .with(PayloadFormat.OBSERVED)
                .with(thrice)
                .with(List.of(DROP));

        assertThat(rules)
                .isEqualTo(new DispatchSettings(DeliveryMode.HELD, PayloadFormat.OBSERVED, thrice, List.of(DROP)));
        assertThat(new DispatchSettings(PayloadFormat.DOCUMENTED))
                .isEqualTo(new DispatchSettings(
                        DeliveryMode.AFTER_RESPONSE, PayloadFormat.DOCUMENTED, RetryPolicy.NONE, List.of()));
    }

    @Test
    void troubles_are_copied_and_limited() {
        List<DeliveryFaultRule> deliveryFaults = new ArrayList<>(List.of(DROP));
        DispatchSettings rules = new DispatchSettings(PayloadFormat.DOCUMENTED).with(deliveryFaults);
        deliveryFaults.clear();
        assertThat(rules.deliveryFaults()).containsExactly(DROP);

        assertThat(rules.with(Collections.nCopies(1_000, DROP)).deliveryFaults())
                .hasSize(1_000);
        assertThatThrownBy(() -> rules.with(Collections.nCopies(1_001, DROP))).hasMessageContaining("1,001");
    }
}
