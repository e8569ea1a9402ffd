package io.github.basicopsemulator.control;

import io.github.basicopsemulator.Fault;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.fault.FaultRules.Setting;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Request faults. */
final class FaultRoutes extends Resource {

    private static final Fields FAULT = ControlRoutes.table(
            Field.choice(
                            "kind",
                            List.of(
                                    "status",
                                    "latency",
                                    "logNormalLatency",
                                    "reset",
                                    "emptyResponse",
                                    "lostResponse",
                                    "halfBody",
                                    "malformedJson",
                                    "slowBody"))
                    .required(),
            Field.whole("status"),
            Field.span("retryAfter"),
            Field.span("latency"),
            Field.span("longest"),
            Field.span("median"),
            Field.decimal("sigma"),
            Field.flag("onClock"),
            Field.span("time"),
            Field.text("method"),
            Field.text("route"),
            Field.whole("caller"),
            Field.whole("nth"),
            Field.decimal("chance"),
            Field.whole("times"));

    private static final Fields LIMIT = ControlRoutes.table(
            Field.whole("requests").required(), Field.span("window").required());

    private final WorkspaceLookup places;

    FaultRoutes(WorkspaceLookup places) {
        super(Fields.of(new Kind("fault")));
        this.places = places;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                ControlRoutes.get(
                        "/_emulator/faults", "Lists the active faults, and how often each was triggered.", this::tell),
                ControlRoutes.post(
                        "/_emulator/faults",
                        "Adds something that goes wrong: a status with its retryAfter; a latency, up to the longest, or"
                                + " a logNormalLatency by its median and sigma, onClock or not; a slowBody by its time;"
                                + " reset, emptyResponse, lostResponse, halfBody, malformedJson. With every request, unless"
                                + " a method, a route, a caller, the nth, a chance or a number of times is sent.",
                        FAULT,
                        this::add),
                ControlRoutes.put(
                        "/_emulator/faults/rate-limit",
                        "Answers 429 to requests of one token beyond a number per window.",
                        LIMIT,
                        this::limit),
                ControlRoutes.delete("/_emulator/faults", "Removes all faults.", this::clear));
    }

    private Response tell(Call call) {
        Setting setting = call.runtime().faults().setting();
        return Response.json(
                200,
                Json.object(
                        "faults",
                        setting.rules().stream().map(Object::toString).toList(),
                        "rateLimit",
                        setting.limit() == null ? null : setting.limit().toString()));
    }

    private Response add(Call call, Changes sent) {
        places.of(call).faults().add(striking(fault(sent), sent));
        return tell(call);
    }

    private static Fault fault(Changes sent) {
        String kind = Objects.requireNonNull(sent.text("kind"));
        return switch (kind) {
            case "status" -> status(sent);
            case "latency" -> onClock(latency(sent), sent);
            case "logNormalLatency" ->
                onClock(Fault.logNormalLatency(span(sent, "median"), decimal(sent, "sigma")), sent);
            case "slowBody" -> Fault.slowBody(span(sent, "time"));
            case "reset" -> Fault.reset();
            case "emptyResponse" -> Fault.emptyResponse();
            case "lostResponse" -> Fault.lostResponse();
            case "halfBody" -> Fault.halfBody();
            case "malformedJson" -> Fault.malformedJson();
            default -> throw new IllegalStateException("nobody knows how to make a " + kind);
        };
    }

    private static Fault status(Changes sent) {
        int status = small(sent, "status");
        Duration retryAfter = sent.span("retryAfter");
        return retryAfter == null ? Fault.status(status) : Fault.status(status, retryAfter);
    }

    private static Fault latency(Changes sent) {
        Duration shortest = span(sent, "latency");
        return Fault.latency(shortest, Objects.requireNonNullElse(sent.span("longest"), shortest));
    }

    private static Fault onClock(Fault fault, Changes sent) {
        return Boolean.TRUE.equals(sent.get("onClock")) ? fault.onWorkspaceClock() : fault;
    }

    /** Limits a fault to the requests that it matches. */
    private static Fault striking(Fault fault, Changes sent) {
        Fault narrow = fault;
        String method = sent.text("method");
        String route = sent.text("route");
        if (route != null && method == null) {
            throw Problem.invalid("$.method", "is required where there is a route");
        }
        if (method != null) {
            narrow = route == null ? narrow.on(method) : narrow.on(method, route);
        }
        Long caller = sent.number("caller");
        narrow = caller == null ? narrow : narrow.caller(caller);
        narrow = sent.get("nth") == null ? narrow : narrow.nth(small(sent, "nth"));
        narrow = sent.get("chance") == null ? narrow : narrow.chance(decimal(sent, "chance"));
        return sent.get("times") == null ? narrow : narrow.times(small(sent, "times"));
    }

    private static Duration span(Changes sent, String name) {
        Duration span = sent.span(name);
        if (span == null) {
            throw Problem.invalid("$." + name, "is required for a " + sent.text("kind"));
        }
        return span;
    }

    private static double decimal(Changes sent, String name) {
        if (!(sent.get(name) instanceof BigDecimal number)) {
            throw Problem.invalid("$." + name, "is required for a " + sent.text("kind"));
        }
        return number.doubleValue();
    }

    /** Returns a whole number of 32 bits: larger ones are refused like the largest. */
    static int small(Changes sent, String name) {
        Long number = sent.number(name);
        if (number == null) {
            throw Problem.invalid("$." + name, "is required for a " + sent.text("kind"));
        }
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
    }

    private Response limit(Call call, Changes sent) {
        places.of(call).faults().rateLimit(small(sent, "requests"), Objects.requireNonNull(sent.span("window")));
        return tell(call);
    }

    private Response clear(Call call) {
        places.of(call).faults().clear();
        return tell(call);
    }
}
