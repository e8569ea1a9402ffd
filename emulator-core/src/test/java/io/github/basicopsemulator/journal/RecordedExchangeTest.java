package io.github.basicopsemulator.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.store.Kind;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The weight of an exchange, by which the journal bounds its memory. */
class RecordedExchangeTest {

    private static final CapturedBody NONE = CapturedBody.of(new byte[0]);

    @Test
    void headers_count_towards_the_size_of_the_journal() {
        Map.Entry<String, String> header = Map.entry("X-Large", "x".repeat(30_000));

        assertThat(keptOf(exchange("/", List.of(header), NONE, List.of()))).isBetween(30, 34);
    }

    @Test
    void paths_bodies_and_events_count_towards_the_size_of_the_journal() {
        Event event = new Event(1, Event.Action.REMOVED, new Kind("thing"), 1, 1, Instant.EPOCH);

        assertThat(keptOf(exchange("/" + "x".repeat(10_000), List.of(), NONE, List.of())))
                .isLessThan(60);
        assertThat(keptOf(exchange("/", List.of(), CapturedBody.of(new byte[40_000]), List.of())))
                .isLessThan(26);
        assertThat(keptOf(exchange("/", List.of(), NONE, Collections.nCopies(10_000, event))))
                .isLessThan(2);
    }

    /** How many of these a journal of 1 MB keeps. */
    private static int keptOf(RecordedExchange exchange) {
        ExchangeLog journal = new ExchangeLog(100, 1_000_000);
        for (int i = 0; i < 100; i++) {
            journal.add(exchange);
        }
        return journal.all().size();
    }

    private static RecordedExchange exchange(
            String path, List<Map.Entry<String, String>> headers, CapturedBody body, List<Event> events) {
        return new RecordedExchange(
                0,
                1,
                Instant.EPOCH,
                "GET",
                "http://127.0.0.1",
                path,
                "",
                null,
                null,
                headers,
                body,
                200,
                List.of(),
                NONE,
                null,
                events,
                null,
                false,
                0);
    }
}
