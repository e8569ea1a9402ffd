package io.github.basicopsemulator.event;

import io.github.basicopsemulator.store.Kind;
import java.time.Instant;

/**
 * An event of an entity. It names the entity and does not hold it, so that logs of events keep no old values in memory.
 *
 * @param number its place in the order of all events of the workspace, from 1
 * @param kind the kind of the entity
 * @param id the id of the entity
 * @param actor the id of the user who caused it
 * @param at the time on the workspace's clock
 */
public record Event(long number, Action action, Kind kind, long id, long actor, Instant at) {

    /** About how many bytes it takes. */
    public static final int WEIGHT = 120;

    /** The kind of a change. */
    public enum Action {
        CREATED,
        UPDATED,
        REMOVED
    }

    /** The kind and the id of the entity, for messages: {@code task 73}. */
    public String entity() {
        return kind + " " + id;
    }
}
