package io.github.basicopsemulator.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The settings of deliveries. */
class RulesTest {

    private static final TroubleRule DROP = new TroubleRule(TroubleRule.Kind.DROP, Duration.ZERO);

    @Test
    void each_setting_is_changed_and_the_others_stay() {
        RetryPolicy thrice = RetryPolicy.NONE.withAttempts(3);
        Rules rules = new Rules(Form.DOCUMENTED)
                .with(Mode.HELD)
                .with(Form.OBSERVED)
                .with(thrice)
                .with(List.of(DROP));

        assertThat(rules).isEqualTo(new Rules(Mode.HELD, Form.OBSERVED, thrice, List.of(DROP)));
        assertThat(new Rules(Form.DOCUMENTED))
                .isEqualTo(new Rules(Mode.AFTER_REPLY, Form.DOCUMENTED, RetryPolicy.NONE, List.of()));
    }

    @Test
    void troubles_are_copied_and_limited() {
        List<TroubleRule> troubles = new ArrayList<>(List.of(DROP));
        Rules rules = new Rules(Form.DOCUMENTED).with(troubles);
        troubles.clear();
        assertThat(rules.troubles()).containsExactly(DROP);

        assertThat(rules.with(Collections.nCopies(1_000, DROP)).troubles()).hasSize(1_000);
        assertThatThrownBy(() -> rules.with(Collections.nCopies(1_001, DROP))).hasMessageContaining("1,001");
    }
}
