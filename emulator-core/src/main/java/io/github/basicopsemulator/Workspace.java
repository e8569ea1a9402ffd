package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.World;
import io.github.basicopsemulator.field.View;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.State;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One isolated world: records and ids of its own behind a URL of its own.
 *
 * <p>Safe for use by many threads. Closing it forgets all it held; its URL then answers 404.
 */
public final class Workspace implements AutoCloseable {

    private final Emulator emulator;
    private final String name;
    private final URI url;
    private final World world;
    private volatile boolean closed;

    Workspace(Emulator emulator, String name, URI url, State state, Clock clock) {
        this.emulator = emulator;
        this.name = name;
        this.url = url;
        this.world = new World(state, clock);
    }

    /** Its name; empty for the default workspace. */
    public String name() {
        return name;
    }

    /** The base URL to configure a client with, without a slash at its end. */
    public URI url() {
        return url;
    }

    /** Returns the URL of a path in this workspace, such as {@code /v1/task?limit=10}. */
    public URI url(String path) {
        return URI.create(url + (path.startsWith("/") ? path : "/" + path));
    }

    /** An access token that this workspace accepts: the first that is declared, or one made up where any will do. */
    public String token() {
        return emulator.surface().token(world.store().state());
    }

    /**
     * Puts things into this workspace, all of them or none, through the same checks as the API.
     *
     * @throws IllegalArgumentException when one is refused; nothing was stored then
     */
    public Seeded seed(Seed<?>... seeds) {
        refuseIfClosed();
        return Planting.plant(List.of(seeds), world, emulator);
    }

    /**
     * Returns what is stored of a kind, in the order of creation: each record as the API shows it, and besides what no endpoint
     * shows, such as the parent of a task or the author of a message. Also kinds that no endpoint shows, such as
     * {@code review}.
     *
     * @param kind the vendor's word in the singular: {@code project}, {@code section}, {@code task}, {@code user} …
     * @throws IllegalArgumentException for a kind that does not exist
     */
    public List<Map<String, @Nullable Object>> records(String kind) {
        refuseIfClosed();
        Resource resource = emulator.resource(kind);
        State state = world.store().state();
        View view = new View(state, url.toString(), emulator.surface().dialect()::moment);
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        for (Entity entity : state.all(resource.kind())) {
            records.add(Collections.unmodifiableMap(resource.fields().everything(entity, view)));
        }
        return Collections.unmodifiableList(records);
    }

    /** Tells the time in this workspace from now on; other workspaces go on as before. */
    public void clock(Clock clock) {
        world.clock(clock);
    }

    /** Remembers everything as it is now. */
    public Snapshot snapshot() {
        return new Snapshot(world.store().state(), world.clock());
    }

    /** Makes everything as it was when the snapshot was taken, in this workspace or in another; the clock, too. */
    public void rewind(Snapshot snapshot) {
        world.rewind(snapshot.state(), snapshot.clock());
    }

    /** Makes everything as it is in a fresh workspace, whatever it began with; the clock, too. */
    public void reset() {
        world.rewind(emulator.freshState(), emulator.clock());
    }

    @Override
    public void close() {
        closed = true;
        emulator.forget(this);
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException(this + " is closed: use it before closing it or its emulator");
        }
    }

    /** Names the workspace and its URL. */
    @Override
    public String toString() {
        return (name.isEmpty() ? "default workspace" : "workspace " + name) + " at " + url;
    }

    World world() {
        return world;
    }
}
