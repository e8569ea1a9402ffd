package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Reply;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.World;
import io.github.basicopsemulator.engine.WorldClock;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
        private @Nullable Standing told;

        Stream(World world) {
            this.world = world;
        }

        @Override
        public byte @Nullable [] get() {
            if (told != null) {
                LockSupport.parkNanos(REST.toNanos());
            }
            try {
                Standing news = world.live().await(SILENCE, this::news);
                told = news;
                return news.told(world.clock().now());
            } catch (TimeoutException silence) {
                return STILL_THERE;
            } catch (IllegalStateException closed) {
                return null;
            }
        }

        private @Nullable Standing news() {
            Standing now = Standing.of(world);
            return now.equals(told) ? null : now;
        }
    }

    /** How far a workspace has come; two are equal where nothing has happened between them. */
    private record Standing(long journal, long deliveries, long moment, long rewinds, WorldClock.Setting clock) {

        static Standing of(World world) {
            return new Standing(
                    world.journal().last(),
                    world.courier().activity(),
                    world.moments().last(),
                    world.timesPutBack(),
                    world.clock().setting());
        }

        byte[] told(Instant now) {
            Object state = Json.object(
                    "journal", journal,
                    "deliveries", deliveries,
                    "moment", moment,
                    "rewinds", rewinds,
                    "now", now.toString());
            return ("event: state\ndata: " + new String(Json.write(state), StandardCharsets.UTF_8) + "\n\n")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
