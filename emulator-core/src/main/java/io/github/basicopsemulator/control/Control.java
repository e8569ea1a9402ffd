package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.Caller;
import io.github.basicopsemulator.engine.Dialect;
import io.github.basicopsemulator.engine.Quirk;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Transaction;
import java.time.Instant;
import java.util.List;

/** What the emulator says about itself: the table of contents. Whoever reaches it may ask. */
public final class Control implements Surface {

    private static final String PREFIX = "/_emulator";

    private final List<Resource> resources;
    private final Dialect dialect = new ControlDialect();

    /** Speaks of these surfaces. */
    public Control(List<Surface> surfaces) {
        this.resources = List.of(new Health(), new Inbox(surfaces), new Coverage(surfaces), new OpenApi(surfaces));
    }

    @Override
    public String name() {
        return "Emulator";
    }

    @Override
    public String home() {
        return PREFIX;
    }

    @Override
    public List<Resource> resources() {
        return resources;
    }

    @Override
    public List<Quirk> quirks() {
        return List.of();
    }

    @Override
    public boolean strict() {
        return false;
    }

    @Override
    public boolean isEmulated() {
        return false;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public boolean claims(String path) {
        return path.equals(PREFIX) || path.startsWith(PREFIX + "/");
    }

    @Override
    public Caller admit(Request request, Entities entities, Instant now) {
        return new Caller(0);
    }

    @Override
    public Caller seeder() {
        return new Caller(0);
    }

    @Override
    public void found(Transaction transaction) {}
}
