package io.github.basicopsemulator.control;

import io.github.basicopsemulator.delivery.Inboxes.Received;
import io.github.basicopsemulator.delivery.Inboxes.SignatureCheck;
import io.github.basicopsemulator.engine.Answer;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Reply;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import io.github.basicopsemulator.store.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A subscriber inside the emulator: it takes whatever is posted to it, and shows what it was sent. */
final class Inbox extends Resource {

    private final List<Surface> surfaces;

    Inbox(List<Surface> surfaces) {
        super(Fields.of(new Kind("inbox")));
        this.surfaces = surfaces;
    }

    @Override
    public List<Route> routes() {
        Answer own = Answer.own(Json.object("type", "object"));
        return List.of(
                Route.post("/_emulator/inbox/{name}", this::receive)
                        .takingBytes()
                        .reading()
                        .answering(own),
                Route.get("/_emulator/inbox/{name}", this::read).answering(own));
    }

    private Reply receive(Call call) {
        Received received = call.world()
                .inboxes()
                .receive(
                        call.parameter("name"),
                        call.now(),
                        call.request().headers().all(),
                        call.request().body(),
                        signature(call));
        boolean hasBody = received.status() != 204 && received.status() != 205 && received.status() != 304;
        return hasBody
                ? Reply.json(received.status(), Json.object("number", received.number()))
                : new Reply(received.status(), new Headers(), new byte[0]);
    }

    private SignatureCheck signature(Call call) {
        for (Surface surface : surfaces) {
            SignatureCheck check = surface.signature(call.request(), call.entities());
            if (check != SignatureCheck.NONE) {
                return check == SignatureCheck.INVALID && isFromHere(call) ? SignatureCheck.VALID : check;
            }
        }
        return SignatureCheck.NONE;
    }

    /** What this workspace is just sending was signed well, even where its webhook has changed or gone since. */
    private static boolean isFromHere(Call call) {
        return call.request().headers().all().stream()
                .anyMatch(header -> call.world()
                        .courier()
                        .isGenuine(header.getValue(), call.request().body()));
    }

    private Reply read(Call call) {
        List<Received> received = call.world().inboxes().received(call.parameter("name"));
        return Reply.json(
                200, Json.object("received", received.stream().map(Inbox::shown).toList()));
    }

    private static Map<String, @Nullable Object> shown(Received received) {
        Map<String, @Nullable Object> headers = Json.object();
        received.headers()
                .forEach(header ->
                        headers.merge(header.getKey(), header.getValue(), (one, other) -> one + ", " + other));
        return Json.object(
                "number", received.number(),
                "at", received.at().toString(),
                "headers", headers,
                "body", body(received.body()),
                "signature", received.signature().name().toLowerCase(Locale.ROOT),
                "status", received.status());
    }

    /** JSON as it is, anything else as text. */
    private static @Nullable Object body(byte[] body) {
        try {
            return Json.read(body);
        } catch (MalformedJson noJson) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
