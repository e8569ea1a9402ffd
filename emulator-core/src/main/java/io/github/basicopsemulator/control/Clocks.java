package io.github.basicopsemulator.control;

import io.github.basicopsemulator.WorkspaceClock;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.VirtualClock;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The clock of a workspace. */
final class Clocks extends Resource {

    private static final Fields STAND =
            ControlRoutes.table(Field.moment("now"), Field.span("tick"), Field.choice("follow", List.of("system")));
    private static final Fields ADVANCE = ControlRoutes.table(Field.span("by").required());

    private final WorkspaceLookup places;

    Clocks(WorkspaceLookup places) {
        super(Fields.of(new Kind("clock")));
        this.places = places;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                ControlRoutes.get(
                        "/_emulator/clock",
                        "Shows the time, whether the clock is frozen, and its tick per request.",
                        this::tell),
                ControlRoutes.put(
                        "/_emulator/clock",
                        "Freezes the clock at a time (now), which every request moves by a tick; or lets it follow the"
                                + " clock of the emulator again (follow: system).",
                        STAND,
                        this::set),
                ControlRoutes.post(
                        "/_emulator/clock/advance",
                        "Moves it on, by a length of time such as PT2H. What is due on the way is done first.",
                        ADVANCE,
                        this::advance));
    }

    private Response tell(Call call) {
        VirtualClock.Mode setting = call.runtime().clock().setting();
        boolean stands = setting.standing() != null;
        return Response.json(
                200,
                Json.object(
                        "now",
                        call.runtime().clock().instant().toString(),
                        "standing",
                        stands,
                        "tick",
                        stands ? setting.tick().toString() : null));
    }

    private Response set(Call call, Changes sent) {
        return ControlRoutes.blocking(call, () -> move(call, sent));
    }

    private Response move(Call call, Changes sent) {
        WorkspaceClock clock = places.of(call).clock();
        Instant now = (Instant) sent.get("now");
        Duration tick = sent.span("tick");
        if (sent.has("follow") && now == null && tick == null) {
            clock.follow(call.runtime().clock().setting().source());
        } else if (!sent.has("follow") && (now != null || tick != null)) {
            clock.set(
                    Objects.requireNonNullElseGet(now, clock::instant),
                    Objects.requireNonNullElse(tick, Duration.ZERO));
        } else {
            throw Problem.invalid("$", "must have either follow, or now or a tick or both");
        }
        return tell(call);
    }

    private Response advance(Call call, Changes sent) {
        return ControlRoutes.blocking(call, () -> {
            places.of(call).clock().advance(Objects.requireNonNull(sent.span("by")));
            return tell(call);
        });
    }
}
