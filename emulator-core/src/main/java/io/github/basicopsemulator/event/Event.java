package io.github.basicopsemulator.event;

import io.github.basicopsemulator.store.Entity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an entity.
 *
 * @param number its place in the order of all events of the workspace, from 1
 * @param before the entity as it was; null when it was created
 * @param after the entity as it is; null when it was removed
 * @param actor the id of the user who did it
 * @param at when
 */
public record Event(
        long number,
        Action action,
        @Nullable Entity before,
        @Nullable Entity after,
        long actor,
        Instant at) {

    /** What can happen to an entity. */
    public enum Action {
        CREATED,
        UPDATED,
        REMOVED
    }

    /** The entity in its newest form. */
    public Entity entity() {
        Entity newest = after != null ? after : before;
        if (newest == null) {
            throw new IllegalStateException("event " + number + " is about nothing");
        }
        return newest;
    }
}
