package io.github.basicopsemulator.control;

import io.github.basicopsemulator.Inbox.Message;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.webhook.Inboxes;
import io.github.basicopsemulator.webhook.Inboxes.Received;
import io.github.basicopsemulator.webhook.Inboxes.SignatureCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A subscriber inside the emulator: it accepts every POST, and lists the received messages. */
final class InboxRoutes extends Resource {

    private static final Fields ANSWERS = ControlRoutes.table(
            Field.own("statuses", Json.object("type", "array", "items", Json.object("type", "integer")))
                    .required());

    private final List<Surface> surfaces;
    private final WorkspaceLookup places;

    InboxRoutes(List<Surface> surfaces, WorkspaceLookup places) {
        super(Fields.of(new Kind("inbox")));
        this.surfaces = surfaces;
        this.places = places;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/_emulator/inbox/{name}", this::receive)
                        .takingBytes()
                        .reading()
                        .answering(ResponseSpec.own(Json.object("type", "object")))
                        .documented("", "Receives a message; the status is 200 unless answers were set."),
                ControlRoutes.get("/_emulator/inbox/{name}", "Lists the received messages, oldest first.", this::read),
                ControlRoutes.delete("/_emulator/inbox/{name}", "Deletes the received messages.", this::clear),
                ControlRoutes.put(
                        "/_emulator/inbox/{name}/answers",
                        "Answers the next requests with these statuses, one each, and those after them with 200.",
                        ANSWERS,
                        this::answer),
                ControlRoutes.get(
                        "/_emulator/inbox/{name}/await",
                        "Waits until an ?event arrives, or has arrived, and shows the message; 504 with what did happen"
                                + " after the ?timeout.",
                        this::await));
    }

    private Response receive(Call call) {
        String name = call.parameter("name");
        if (name.length() > Inboxes.MAX_NAME) {
            throw Problem.malformed("The name of an inbox has at most " + Inboxes.MAX_NAME
                    + " characters, but this had " + name.length() + ".");
        }
        String generation = call.request().headers().first(Inboxes.GENERATION).orElse(null);
        if (generation != null && !call.runtime().dispatcher().isCurrent(generation)) {
            return Response.json(
                    410, Json.object("error", "The workspace that sent this delivery was rewound meanwhile."));
        }
        Received received = call.runtime()
                .inboxes()
                .receive(name, call.now(), headers(call), call.request().body(), signature(call));
        boolean hasBody = received.status() != 204 && received.status() != 205 && received.status() != 304;
        return hasBody
                ? Response.json(received.status(), Json.object("number", received.number()))
                : new Response(received.status(), new Headers(), new byte[0]);
    }

    private static List<Map.Entry<String, String>> headers(Call call) {
        return call.request().headers().all().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase(Inboxes.GENERATION))
                .toList();
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

    /**
     * Returns true for an in-flight delivery of this workspace, whose signature was valid, even if its webhook was
     * changed or removed since.
     */
    private static boolean isFromHere(Call call) {
        return call.request().headers().all().stream()
                .anyMatch(header -> call.runtime()
                        .dispatcher()
                        .isGenuine(header.getValue(), call.request().body()));
    }

    private Response read(Call call) {
        List<Message> received = inbox(call).received();
        return Response.json(
                200,
                Json.object(
                        "received", received.stream().map(InboxRoutes::shown).toList()));
    }

    private Response clear(Call call) {
        inbox(call).clear();
        return Response.json(200, Json.object("status", "cleared"));
    }

    private Response answer(Call call, Changes sent) {
        inbox(call).answering(Deliveries.wholes(sent.get("statuses"), "$.statuses"));
        return Response.json(200, Json.object("statuses", sent.get("statuses")));
    }

    private Response await(Call call) {
        String event = call.query().first("event").orElseThrow(Deliveries::noEvent);
        return ControlRoutes.deferred(
                inbox(call).awaitAsync(event, Requests.timeout(call)), message -> Response.json(200, shown(message)));
    }

    private io.github.basicopsemulator.Inbox inbox(Call call) {
        return places.of(call).inbox(call.parameter("name"));
    }

    private static Map<String, @Nullable Object> shown(Message received) {
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

    /** Returns a body as JSON if it is JSON, otherwise as text. */
    private static @Nullable Object body(byte[] body) {
        try {
            return Json.read(body);
        } catch (MalformedJson noJson) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
