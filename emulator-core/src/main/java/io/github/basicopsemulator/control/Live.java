package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Reply;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.World;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Server-sent events of a workspace: where it stands, and again whenever something has happened. */
final class Live extends Resource {

    /** Each takes a thread of the server's. */
    private static final int MOST = 32;

    /** Busy workspaces are told of at most so often. */
    private static final Duration REST = Duration.ofMillis(50);

    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final byte[] STILL_THERE = ": still there\n\n".getBytes(StandardCharsets.UTF_8);

    private final Semaphore free = new Semaphore(MOST);

    Live() {
        super(Fields.of(new Kind("live")));
    }

    @Override
    public List<Route> routes() {
        return List.of(Command.get(
                "/_emulator/live",
                "Tells as server-sent events where the workspace stands, at once and whenever something has happened: the"
                        + " numbers of the newest exchange, attempts and moment, how often it was put back, the time.",
                this::follow));
    }

    private Reply follow(Call call) {
        if (!free.tryAcquire()) {
            throw new IllegalStateException("there are " + MOST + " listeners already, and no more are served");
        }
        return Reply.streaming("text/event-stream", new Stream(call.world()), free::release);
    }

    /** What one listener is told. Used by one thread. */
    private static final class Stream implements Supplier<byte @Nullable []> {

        private final World world;
        private @Nullable String told;

        Stream(World world) {
            this.world = world;
        }

        @Override
        public byte @Nullable [] get() {
            if (told != null) {
                LockSupport.parkNanos(REST.toNanos());
            }
            try {
                told = world.live().await(SILENCE, this::news);
                return ("event: state\ndata: " + told + "\n\n").getBytes(StandardCharsets.UTF_8);
            } catch (TimeoutException silence) {
                return STILL_THERE;
            } catch (IllegalStateException closed) {
                return null;
            }
        }

        private @Nullable String news() {
            String state = new String(Json.write(Live.state(world)), StandardCharsets.UTF_8);
            return state.equals(told) ? null : state;
        }
    }

    private static Object state(World world) {
        return Json.object(
                "journal", world.journal().last(),
                "deliveries", world.courier().activity(),
                "moment", world.moments().last(),
                "rewinds", world.timesPutBack(),
                "now", world.clock().now().toString());
    }
}
