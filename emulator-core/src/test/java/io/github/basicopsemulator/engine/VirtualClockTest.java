package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The clock of one workspace: going, standing, and waited for. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VirtualClockTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00.123456Z");
    private static final Instant NOON_KEPT = Instant.parse("2024-01-01T12:00:00.123Z");

    private final VirtualClock clock =
            new VirtualClock("mine", new VirtualClock.Mode(Clock.fixed(NOON, ZoneOffset.UTC)));

    @Test
    void it_goes_with_its_source_to_the_millisecond() {
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.now()).isEqualTo(NOON_KEPT);
        assertThat(clock.callTime()).isEqualTo(NOON_KEPT);
        assertThat(clock.instant()).as("no call moves it").isEqualTo(NOON);
        assertThat(clock.ticks()).isFalse();
    }

    @Test
    void moved_while_it_goes_it_is_ahead_of_its_source_from_then_on() {
        clock.set(clock.setting().at(NOON.plusSeconds(60)));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(60));
        assertThat(clock.setting().standing()).isNull();
        assertThat(clock.setting().ahead()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void every_call_moves_it_where_it_ticks_and_takes_the_time_of_before() {
        stand(Duration.ofSeconds(5));

        assertThat(clock.ticks()).isTrue();
        assertThat(clock.callTime()).isEqualTo(NOON_KEPT);
        assertThat(clock.callTime()).isEqualTo(NOON_KEPT.plusSeconds(5));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(10));
        clock.set(clock.setting().at(NOON));
        assertThat(clock.callTime()).isEqualTo(NOON_KEPT);
        assertThat(clock.callTime()).as("it ticks on").isEqualTo(NOON_KEPT.plusSeconds(5));
    }

    @Test
    void a_tick_beyond_all_years_leaves_it_at_their_end() {
        Instant last = Instant.parse("9999-12-31T23:59:59.999Z");
        for (Duration tick : List.of(Duration.ofDays(10_000 * 366L), Duration.ofSeconds(Long.MAX_VALUE))) {
            stand(tick);

            assertThat(clock.callTime()).isEqualTo(NOON_KEPT);
            assertThat(clock.callTime()).isEqualTo(last);
            assertThat(clock.callTime()).isEqualTo(last);
        }
    }

    @Test
    void it_is_moved_on_and_never_back() {
        clock.moveOn(NOON.plusSeconds(5), Duration.ofSeconds(5));
        clock.moveOn(NOON.plusSeconds(3), Duration.ofSeconds(3));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(5));

        stand(Duration.ofSeconds(1));
        clock.moveOn(NOON.plusSeconds(5), Duration.ZERO);
        clock.moveOn(NOON.plusSeconds(3), Duration.ZERO);
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(5));
        assertThat(clock.ticks()).isTrue();
    }

    @Test
    void a_tick_at_the_end_of_all_years_does_not_go_back() {
        Instant last = Instant.parse("9999-12-31T23:59:59.999999Z");
        clock.set(new VirtualClock.Mode(clock.setting().source(), Duration.ZERO, last, Duration.ofSeconds(1)));
        clock.callTime();

        assertThat(clock.instant()).isEqualTo(last);
    }

    @Test
    void clock_that_goes_with_itself_is_told_and_refused() {
        VirtualClock other = new VirtualClock("other", new VirtualClock.Mode(clock));
        Clock deferred = Clock.offset(other, Duration.ofHours(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.refuseCycle(deferred))
                .withMessageContaining("workspace \"mine\" → workspace \"other\" → workspace \"mine\"");
        stand(Duration.ZERO);
        assertThatIllegalArgumentException()
                .as("where it stands, too")
                .isThrownBy(() -> clock.refuseCycle(clock.withZone(ZoneId.of("Asia/Tokyo"))))
                .withMessageContaining("workspace \"mine\" → workspace \"mine\"");
        other.refuseCycle(Clock.systemUTC());

        clock.set(new VirtualClock.Mode(deferred));
        assertThatThrownBy(clock::instant)
                .hasMessageContaining("workspace \"mine\" → workspace \"other\" → workspace \"mine\"");
        clock.set(new VirtualClock.Mode(Clock.fixed(NOON, ZoneOffset.UTC)));
        assertThat(other.instant()).isEqualTo(NOON);
    }

    @Test
    void source_is_read_without_the_monitor() {
        AtomicReference<VirtualClock> reader = new AtomicReference<>();
        SuppliedClock source = new SuppliedClock(() -> {
            assertThat(Thread.holdsLock(reader.get())).isFalse();
            return NOON;
        });
        reader.set(new VirtualClock("mine", new VirtualClock.Mode(source)));

        assertThat(reader.get().instant()).isEqualTo(NOON);
        assertThat(reader.get().callTime()).isEqualTo(NOON_KEPT);
    }

    @Test
    void it_stands_where_it_does_not_tick() {
        stand(Duration.ZERO);
        clock.callTime();

        assertThat(clock.ticks()).isFalse();
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void a_time_that_http_can_write_is_from_the_year_0_to_9999() {
        Instant first = Instant.parse("0000-01-01T00:00:00Z");
        Instant last = Instant.parse("9999-12-31T23:59:59.999Z");

        assertThat(VirtualClock.checked(first)).isEqualTo(first);
        assertThat(VirtualClock.checked(last)).isEqualTo(last);
        for (Instant beyond : new Instant[] {first.minusMillis(1), last.plusMillis(1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> VirtualClock.checked(beyond))
                    .withMessage("a workspace's time is from the year 0 to 9999, but this was " + beyond);
        }
    }

    @Test
    void in_another_zone_it_is_the_same_moment() {
        Clock abroad = clock.withZone(ZoneId.of("Asia/Tokyo"));

        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(abroad.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(abroad.withZone(ZoneOffset.UTC).getZone()).isEqualTo(ZoneOffset.UTC);
        clock.set(clock.setting().at(NOON.plusSeconds(9)));
        assertThat(abroad.instant()).isEqualTo(NOON.plusSeconds(9));
    }

    private void stand(Duration tick) {
        clock.set(new VirtualClock.Mode(clock.setting().source(), Duration.ZERO, NOON, tick));
    }
}
