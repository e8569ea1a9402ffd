package io.github.basicopsemulator.field;

import io.github.basicopsemulator.store.CachedJson;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The context of a rendering: other entities, the base URL, the surface's time format. */
public final class RenderContext {

    private final Entities entities;
    private final String base;
    private final Function<Instant, String> moments;
    private final long reader;
    private final Instant now;
    private final List<Entity> seen = new ArrayList<>();
    private boolean uncacheable;

    /** Looks at some entities; {@code base} begins every URL that is handed out, without a slash at its end. */
    public RenderContext(Entities entities, String base, Function<Instant, String> moments, Instant now) {
        this(entities, base, moments, 0, now);
    }

    /** Creates a context for a viewer with limited access: the id of a user, 0 for no particular user. */
    public RenderContext(Entities entities, String base, Function<Instant, String> moments, long reader, Instant now) {
        this.entities = entities;
        this.base = base;
        this.moments = moments;
        this.reader = reader;
        this.now = now;
    }

    /** Finds an entity that is to be shown inside another, or returns null. */
    public @Nullable Entity find(Kind kind, long id) {
        Entity entity = entities.find(kind, id);
        if (entity == null) {
            uncacheable = true;
        } else {
            seen.add(entity);
        }
        return entity;
    }

    /** The time; output that depends on it is not cached. */
    public Instant now() {
        uncacheable = true;
        return now;
    }

    /** All entities; output that depends on them is not cached, since their changes cannot be tracked. */
    public Entities entities() {
        uncacheable = true;
        return entities;
    }

    /** The viewer, 0 for no particular user; output that depends on it is not cached. */
    public long reader() {
        uncacheable = true;
        return reader;
    }

    /** Makes a URL that leads back here: {@code path} begins with a slash. */
    public String url(String path) {
        return base + path;
    }

    public String moment(Instant moment) {
        return moments.apply(moment);
    }

    /** Returns true if cached bytes of an entity are still valid in this context. */
    boolean accepts(CachedJson kept) {
        return kept.holds(base, entities);
    }

    /**
     * Returns the cache entry for a rendered entity: the bytes and the versions of all entities shown. Null if the
     * output must not be cached: it depended on the time, the viewer, or a missing entity. Begins anew with the next
     * entity.
     */
    @Nullable
    CachedJson kept(byte[] bytes) {
        CachedJson kept = uncacheable ? null : new CachedJson(base, bytes, versions());
        seen.clear();
        uncacheable = false;
        return kept;
    }

    private List<Version> versions() {
        return seen.isEmpty() ? List.of() : seen.stream().map(Entity::version).toList();
    }
}
