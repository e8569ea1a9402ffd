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

/** What showing an entity may look at: other entities, the base URL, the surface's way to write a moment. */
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

    /** Looks for somebody, who may see less than others: the id of a user, 0 for nobody in particular. */
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

    /** The time, for what is shown in another way later; bytes that depend on it are not kept. */
    public Instant now() {
        uncacheable = true;
        return now;
    }

    /** All entities; what is shown with their help is not kept, since nothing would tell that they changed. */
    public Entities entities() {
        uncacheable = true;
        return entities;
    }

    /** Whoever it is shown to, 0 for nobody in particular; what depends on that is not kept. */
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

    /** Tells whether bytes that were kept beside an entity are still what this view would show. */
    boolean accepts(CachedJson kept) {
        return kept.holds(base, entities);
    }

    /**
     * Returns what is to be kept beside an entity: the bytes that showing it gave, together with what else they show. Null
     * where something to be shown was not there, since nothing would tell if it came, or where time decided. Begins anew with
     * the next entity.
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
