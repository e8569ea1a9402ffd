package io.github.basicopsemulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Chance that is the same on every machine and in every version, since seeds stand in people's tests. */
class RandomnessTest {

    @Test
    void a_workspace_rolls_what_splitmix64_is_known_to_give_for_its_seed() {
        Store store = new Store(State.empty(1234567));

        assertThat(LongStream.range(0, 3).map(any -> store.write(Transaction::roll)))
                .containsExactly(6457827717110365317L, 3203168211198807973L, -8629252141511181193L);
    }

    @Test
    void a_fraction_is_the_same_bits_as_a_number_from_0_to_1() {
        assertThat(Randomness.fraction(1234567)).isEqualTo(6457827717110365317L / 0x1.0p64, within(1e-15));
    }

    @Test
    void a_fraction_depends_on_every_number_and_on_their_order() {
        assertThat(Randomness.fraction(1, 2, 3))
                .isEqualTo(Randomness.fraction(1, 2, 3))
                .isNotEqualTo(Randomness.fraction(1, 3, 2))
                .isNotEqualTo(Randomness.fraction(4, 2, 3))
                .isNotEqualTo(Randomness.fraction(2, 3));
    }

    @Test
    void fractions_are_spread_evenly() {
        assertThat(LongStream.range(0, 10_000)
                        .filter(number -> Randomness.fraction(7, number) < 0.25)
                        .count())
                .isBetween(2_350L, 2_650L);
    }
}
