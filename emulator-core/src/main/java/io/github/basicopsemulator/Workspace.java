package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.World;
import io.github.basicopsemulator.store.State;
import java.net.URI;
import java.time.Clock;
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

    Workspace(Emulator emulator, String name, URI url, State state) {
        this.emulator = emulator;
        this.name = name;
        this.url = url;
        this.world = new World(state, emulator.clock());
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
        return Planting.plant(List.of(seeds), world, emulator);
    }

    /**
     * Returns what is stored of a kind, each record as the API shows it, in the order of creation. Also kinds that no
     * endpoint shows, such as {@code review}.
     *
     * @param kind the vendor's word in the singular: {@code project}, {@code section}, {@code task}, {@code user} …
     * @throws IllegalArgumentException for a kind that does not exist
     */
    public List<Map<String, @Nullable Object>> records(String kind) {
        return Planting.records(kind, world, emulator, url.toString());
    }

    /** Tells the time in this workspace from now on; other workspaces go on as before. */
    public void clock(Clock clock) {
        world.clock(clock);
    }

    /** Remembers everything as it is now. */
    public Snapshot snapshot() {
        return new Snapshot(world.store().state());
    }

    /** Makes everything as it was when the snapshot was taken, in this workspace or in another. */
    public void rewind(Snapshot snapshot) {
        world.store().put(snapshot.state());
    }

    /** Makes everything as it is in a fresh workspace. */
    public void reset() {
        world.store().put(emulator.freshState());
    }

    @Override
    public void close() {
        emulator.forget(this);
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
