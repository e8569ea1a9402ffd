package io.github.basicopsemulator.event;

import io.github.basicopsemulator.store.Entity;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one workspace in the order of their commits, the newest thousand of them; guarded by its own monitor. */
public final class EventLog {

    private static final int KEPT = 1_000;

    private final Deque<Event> events = new ArrayDeque<>();
    private long number;

    /** Appends what one commit did, all at one moment. */
    public synchronized void append(Collection<Draft> drafts, long actor, Instant at) {
        for (Draft draft : drafts) {
            number++;
            events.addLast(new Event(number, draft.action(), draft.before(), draft.after(), actor, at));
            if (events.size() > KEPT) {
                events.removeFirst();
            }
        }
    }

    /** Forgets what happened, as where the state is put back to before it. */
    public synchronized void clear() {
        events.clear();
    }

    /** Returns the events that are kept, oldest first. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** An event that becomes one if its request succeeds. */
    public record Draft(
            Event.Action action,
            @Nullable Entity before,
            @Nullable Entity after) {}
}
