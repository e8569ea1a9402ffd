package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.VirtualClock;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Server-sent events of a workspace: its position at first, and after every change. */
final class EventStream extends Resource {

    /** How many listeners a workspace has at most; each has a connection of its own. */
    private static final int MAX_LISTENERS = 2_000;

    /** The minimum interval between two events. */
    private static final Duration REST = Duration.ofMillis(50);

    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final byte[] STILL_THERE = ": still there\n\n".getBytes(StandardCharsets.UTF_8);

    private final Map<WorkspaceRuntime, Integer> listeners = new ConcurrentHashMap<>();

    EventStream() {
        super(Fields.of(new Kind("live")));
    }

    @Override
    public List<Route> routes() {
        return List.of(ControlRoutes.get(
                "/_emulator/live",
                "Sends the position of the workspace as server-sent events, at once and after every change: the"
                        + " numbers of the newest exchange, attempt and revision, the number of rewinds, the time.",
                this::follow));
    }

    private Response follow(Call call) {
        WorkspaceRuntime runtime = call.runtime();
        if (listeners.merge(runtime, 1, Integer::sum) > MAX_LISTENERS) {
            leave(runtime);
            throw Problem.busy(
                    "This workspace has " + MAX_LISTENERS + " listeners at /_emulator/live, and takes no more.");
        }
        return Response.streaming("text/event-stream", new Standings(runtime, () -> leave(runtime)));
    }

    private void leave(WorkspaceRuntime runtime) {
        listeners.computeIfPresent(runtime, (any, number) -> number == 1 ? null : number - 1);
    }

    /** The events that one listener is sent. Used by one thread at a time. */
    private static final class Standings implements Response.Stream {

        private final WorkspaceRuntime runtime;
        private final Runnable leave;
        private volatile @Nullable Standing told;
        private volatile @Nullable CompletableFuture<?> waiting;
        private final AtomicBoolean closed = new AtomicBoolean();

        Standings(WorkspaceRuntime runtime, Runnable leave) {
            this.runtime = runtime;
            this.leave = leave;
        }

        @Override
        public CompletableFuture<byte @Nullable []> next() {
            return told == null
                    ? news()
                    : await(runtime.background().after(REST)).thenCompose(rested -> news());
        }

        private CompletableFuture<byte @Nullable []> news() {
            return await(runtime.live().when(SILENCE, runtime.background(), this::change, Silence::new))
                    .handle(this::written);
        }

        private byte @Nullable [] written(@Nullable Standing news, @Nullable Throwable failure) {
            if (news == null) {
                // Any other failure is the end of the workspace, or of the listener.
                return failure instanceof Silence ? STILL_THERE : null;
            }
            told = news;
            return news.told(runtime.clock().now());
        }

        private @Nullable Standing change() {
            Standing now = Standing.of(runtime);
            return now.equals(told) ? null : now;
        }

        private <T> CompletableFuture<T> await(CompletableFuture<T> next) {
            waiting = next;
            if (closed.get()) {
                next.cancel(false);
            }
            return next;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                CompletableFuture<?> last = waiting;
                if (last != null) {
                    last.cancel(false);
                }
                leave.run();
            }
        }
    }

    /** There was no news for a while. */
    private static final class Silence extends Exception {

        private static final long serialVersionUID = 1L;

        Silence() {
            super(null, null, false, false);
        }
    }

    /** The position of a workspace; two are equal if there was no change between them. */
    private record Standing(long journal, long deliveries, long revision, long rewinds, VirtualClock.Mode clock) {

        static Standing of(WorkspaceRuntime runtime) {
            return new Standing(
                    runtime.journal().last(),
                    runtime.dispatcher().activity(),
                    runtime.revisions().last(),
                    runtime.timesPutBack(),
                    runtime.clock().setting());
        }

        byte[] told(Instant now) {
            Object state = Json.object(
                    "journal", journal,
                    "deliveries", deliveries,
                    "revision", revision,
                    "rewinds", rewinds,
                    "now", now.toString());
            return ("event: state\ndata: " + new String(Json.write(state), StandardCharsets.UTF_8) + "\n\n")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
