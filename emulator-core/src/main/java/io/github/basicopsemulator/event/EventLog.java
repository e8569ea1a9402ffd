package io.github.basicopsemulator.event;

import io.github.basicopsemulator.store.Entity;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The events of one workspace in the order of their commits, the newest thousand of them; guarded by its own monitor. */
public final class EventLog {

    private static final int KEPT = 1_000;

    private @Nullable Deque<Event> events;
    private long number;

    /** Appends the events of one commit, all at the same time, and returns them. */
    public synchronized List<Event> append(Collection<Draft> drafts, long actor, Instant at) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        Deque<Event> kept = events == null ? new ArrayDeque<>(0) : events;
        events = kept;
        List<Event> appended = new ArrayList<>(drafts.size());
        for (Draft draft : drafts) {
            number++;
            Entity entity = draft.entity();
            Event event = new Event(number, draft.action(), entity.kind(), entity.id(), actor, at);
            appended.add(event);
            kept.addLast(event);
            if (kept.size() > KEPT) {
                kept.removeFirst();
            }
        }
        return appended;
    }

    /** Deletes all events, for a rewind. */
    public synchronized void clear() {
        events = null;
    }

    /** Returns the events that are kept, oldest first. */
    public synchronized List<Event> events() {
        return events == null ? List.of() : List.copyOf(events);
    }

    /**
     * An event that becomes one if its request succeeds.
     *
     * @param before the entity as it was; null when it was created
     * @param after the entity as it is; null when it was removed
     */
    public record Draft(
            Event.Action action,
            @Nullable Entity before,
            @Nullable Entity after) {

        /** The entity in its newest form. */
        public Entity entity() {
            return Objects.requireNonNull(after != null ? after : before, "an event has an entity");
        }
    }
}
