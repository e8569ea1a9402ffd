package io.github.basicopsemulator.control;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.engine.Caller;
import io.github.basicopsemulator.engine.Dialect;
import io.github.basicopsemulator.engine.Quirk;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.ResourceRegistry;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The control API and the pages about the emulator: the list of their resources. */
public final class Control implements Surface {

    private static final String PREFIX = "/_emulator";

    /** A path that browsers request by themselves, which is not a request of code under test. */
    private static final String ASKED_BY_BROWSERS = "/favicon.ico";

    private final List<Resource> resources;
    private final Dialect dialect = new ControlDialect();
    private final Guard guard;

    /** Serves the control API of an emulator with these surfaces. */
    public Control(List<Surface> surfaces, Supplier<Emulator> door, Guard guard) {
        this.guard = guard;
        WorkspaceLookup places = new WorkspaceLookup(door);
        this.resources = List.of(
                new Health(),
                new Inspector(),
                new Workspaces(places),
                new Seeds(places, surfaces),
                new Snapshots(places),
                new Clocks(places),
                new FaultRoutes(places),
                new Requests(places),
                new Deliveries(places),
                new InboxRoutes(surfaces, places),
                new Records(new ResourceRegistry(surfaces), places),
                new EventStream(),
                new Certificate(places),
                new Coverage(surfaces),
                new OpenApi("/_emulator/openapi", "%s emulator", surfaces),
                new OpenApi("/_emulator/control", "Control of the emulator", List.of(this)));
    }

    @Override
    public String name() {
        return "Emulator";
    }

    @Override
    public String basePath() {
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
    public boolean handles(String path) {
        return path.equals(PREFIX) || path.startsWith(PREFIX + "/") || path.equals(ASKED_BY_BROWSERS);
    }

    @Override
    public Caller authenticate(Request request, Entities entities, Instant now) {
        guard.authenticate(request);
        return new Caller(0);
    }

    @Override
    public Caller seeder() {
        return new Caller(0);
    }

    @Override
    public void seedDefaults(Transaction transaction) {}
}
