package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.fault.FaultEffect;
import io.github.basicopsemulator.fault.FaultHeader;
import io.github.basicopsemulator.fault.FaultMatchInput;
import io.github.basicopsemulator.fault.InjectedFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Injects faults into requests: chosen before a request is answered, applied to its response. */
final class FaultInjector {

    private final Function<Surface, Router> routers;
    private final boolean takesHeader;

    FaultInjector(Function<Surface, Router> routers, boolean takesHeader) {
        this.routers = routers;
        this.takesHeader = takesHeader;
    }

    /**
     * Chooses the fault for a request, or returns null for no fault.
     *
     * @throws Problem if the request asks for an unknown fault
     */
    @Nullable
    InjectedFault inject(WorkspaceRuntime runtime, Surface surface, Request request, Instant now) {
        String wish = takesHeader ? request.headers().first(FaultHeader.NAME).orElse("") : "";
        if (!wish.isEmpty()) {
            FaultEffect effect = FaultHeader.read(wish);
            if (effect == null) {
                throw Problem.malformed("The header " + FaultHeader.NAME + " is one of " + FaultHeader.FORMS
                        + ", but was \"" + wish + "\".");
            }
            return runtime.faults().inject(effect);
        }
        return runtime.faults().isIdle() ? null : runtime.faults().inject(asked(runtime, surface, request, now));
    }

    /** Returns the facts about a request that fault rules match. */
    FaultMatchInput asked(WorkspaceRuntime runtime, Surface surface, Request request, Instant now) {
        String route = null;
        Long caller = null;
        try {
            route = routers.apply(surface)
                    .match(request.method(), surface.normalize(request.path()))
                    .route()
                    .path();
            caller = surface.authenticate(request, runtime.store().state(), now).user();
        } catch (Problem refusedLater) {
            // Then rules for a route, or for a caller, are not about it.
        }
        String token = request.headers().first("Authorization").orElse("");
        return new FaultMatchInput(request.method(), request.path(), route, caller, token, now);
    }

    /** Answers a request that is not done. */
    static Response instead(Surface surface, Request request, InjectedFault injected) {
        Response reply = surface.dialect()
                .fault(
                        status(injected.effect()),
                        "This is a fault on purpose, " + injected.effect() + ", since " + injected.reason() + ".",
                        request);
        int retryAfter = retryAfter(surface, injected.effect());
        return retryAfter > 0 ? reply.with("Retry-After", String.valueOf(retryAfter)) : reply;
    }

    private static int status(FaultEffect effect) {
        if (effect instanceof FaultEffect.TooFast) {
            return 429;
        }
        return effect instanceof FaultEffect.Status refused ? refused.status() : 503;
    }

    /** A rule says it as it was told to, a limit as the vendor does. */
    private static int retryAfter(Surface surface, FaultEffect effect) {
        if (effect instanceof FaultEffect.TooFast limited) {
            return surface.dialect().tellsWhenToRetry() ? limited.retryAfter() : 0;
        }
        return effect instanceof FaultEffect.Status refused ? refused.retryAfter() : 0;
    }

    /** Applies a fault to a response. */
    static Response disrupted(Response reply, InjectedFault injected, TransportFault transportFault) {
        if (injected.effect() instanceof FaultEffect.MalformedJson) {
            // Without its last byte, a JSON object or array is malformed.
            return reply.with(Arrays.copyOf(reply.body(), Math.max(0, reply.body().length - 1)));
        }
        return reply.withDisruption(transportFault);
    }

    /** Returns the transport-level part of a fault. */
    static TransportFault transportFault(InjectedFault injected, Instant now) {
        FaultEffect effect = injected.effect();
        if (effect instanceof FaultEffect.NoReply none) {
            return new TransportFault(none.reset() ? TransportFault.Kind.RESET : TransportFault.Kind.NO_REPLY);
        }
        if (effect instanceof FaultEffect.LostAnswer) {
            return new TransportFault(TransportFault.Kind.NO_REPLY);
        }
        if (effect instanceof FaultEffect.HalfBody) {
            return new TransportFault(TransportFault.Kind.HALF_BODY);
        }
        if (effect instanceof FaultEffect.SlowBody slow) {
            return new TransportFault(TransportFault.Kind.SLOW_BODY, slow.time(), null);
        }
        if (effect instanceof FaultEffect.Latency latency) {
            return latency.onClock()
                    ? new TransportFault(TransportFault.Kind.NONE, Duration.ZERO, now.plus(injected.delay()))
                    : new TransportFault(TransportFault.Kind.NONE, injected.delay(), null);
        }
        return TransportFault.NONE;
    }
}
