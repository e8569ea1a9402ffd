package io.github.basicopsemulator.webhook;

import static io.github.basicopsemulator.webhook.FakeTransport.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What waits for its time, and when the alarm rings. */
class ScheduleTest {

    private static final Instant NOON = Instant.parse("2024-01-01T12:00:00Z");

    private final List<Long> alarms = new ArrayList<>();
    private final List<CompletableFuture<Void>> set = new ArrayList<>();
    private final Schedule schedule = new Schedule(
            (time, work) -> {
                alarms.add(time.toMillis());
                set.add(new CompletableFuture<>());
                return set.get(set.size() - 1);
            },
            () -> {});

    @Test
    void parcels_are_due_in_the_order_of_their_times_and_numbers() {
        QueuedDelivery late = queued(1);
        QueuedDelivery early = queued(2);
        QueuedDelivery same = queued(3);
        schedule.add(NOON.plusSeconds(2), late);
        schedule.add(NOON.plusSeconds(1), same);
        schedule.add(NOON.plusSeconds(1), early);

        assertThat(schedule.next()).isEqualTo(NOON.plusSeconds(1));
        assertThat(schedule.all())
                .extracting(DispatcherSnapshot.Waiting::queued)
                .containsExactly(early, same, late);
        assertThat(schedule.due(NOON)).isNull();
        assertThat(schedule.due(NOON.plusSeconds(1))).isSameAs(early);
        assertThat(schedule.due(NOON.plusSeconds(1))).isSameAs(same);
        assertThat(schedule.due(NOON.plusSeconds(1))).isNull();
        assertThat(schedule.due(NOON.plusSeconds(9))).isSameAs(late);
    }

    @Test
    void copies_of_a_letter_are_removed_and_others_of_its_number_stay() {
        QueuedDelivery first = queued(1);
        QueuedDelivery same = queued(1);
        schedule.add(NOON, first);
        schedule.add(NOON.plusSeconds(1), first.tried(1));
        schedule.add(NOON, same);

        schedule.remove(first.message());

        assertThat(schedule.all())
                .extracting(DispatcherSnapshot.Waiting::queued)
                .containsExactly(same);
        assertThat(schedule.size()).isEqualTo(1);
    }

    @Test
    void parcel_is_due_at_the_next_whole_millisecond() {
        schedule.add(NOON.plusNanos(1), queued(1));

        assertThat(schedule.next()).isEqualTo(NOON.plusMillis(1));
    }

    @Test
    void alarm_rings_when_the_first_is_due_and_every_quarter_second() {
        schedule.add(NOON.plusMillis(400), queued(1));
        schedule.arm(NOON);
        schedule.armAgain(NOON.plusMillis(251));
        schedule.armAgain(NOON.plusMillis(401));

        assertThat(alarms).containsExactly(250L, 150L, 1L);
    }

    @Test
    void alarm_rings_less_and_less_often_where_the_clock_stands() {
        schedule.add(NOON.plusMillis(2), queued(1));
        schedule.arm(NOON);
        IntStream.range(0, 9).forEach(i -> schedule.armAgain(NOON));
        schedule.armAgain(NOON.plusMillis(1));
        schedule.armAgain(null);

        assertThat(alarms).containsExactly(3L, 3L, 4L, 8L, 16L, 32L, 64L, 128L, 250L, 250L, 2L, 2L);
    }

    @Test
    void no_alarm_is_set_where_nothing_waits_and_one_at_most_otherwise() {
        schedule.arm(NOON);
        schedule.wake();
        assertThat(alarms).isEmpty();

        schedule.add(NOON.plusMillis(5), queued(1));
        schedule.wake();
        schedule.arm(NOON);
        assertThat(alarms).containsExactly(1L, 6L);
        assertThat(set.get(0)).isCancelled();

        schedule.clear();
        assertThat(set.get(1)).isCancelled();
        assertThat(schedule.next()).isNull();
    }
}
