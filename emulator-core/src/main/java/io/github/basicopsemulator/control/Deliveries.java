package io.github.basicopsemulator.control;

import io.github.basicopsemulator.Delivery;
import io.github.basicopsemulator.Webhooks;
import io.github.basicopsemulator.Webhooks.DeliveryFault;
import io.github.basicopsemulator.Webhooks.Retries;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.journal.Redactor;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.webhook.DispatchSettings;
import io.github.basicopsemulator.webhook.RetryPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The webhooks of a workspace: delivery settings, faults, and deliveries. */
final class Deliveries extends Resource {

    private static final Map<String, @Nullable Object> STATUSES =
            Json.object("type", "array", "items", Json.object("type", "integer"));

    private static final Fields RETRIES = ControlRoutes.table(
            Field.whole("attempts").required(),
            Field.span("backoff"),
            Field.decimal("factor"),
            Field.span("atMost"),
            Field.decimal("jitter"),
            Field.own("onlyOn", STATUSES));

    private static final Fields TROUBLE = ControlRoutes.table(
            Field.choice("kind", List.of("drop", "duplicate", "delay", "reorder", "corruptSignature"))
                    .required(),
            Field.span("delay"),
            Field.text("event"),
            Field.text("webhook"),
            Field.whole("nth"),
            Field.decimal("chance"),
            Field.whole("times"));

    private static final Fields RULES = ControlRoutes.table(
            Field.choice("mode", List.of("after_response", "before_response", "held")),
            Field.choice("payload", List.of("documented", "observed")),
            Field.own("retries", RETRIES.inputSchema(true)),
            Field.own("faults", Json.object("type", "array", "items", TROUBLE.inputSchema(true))));

    private static final Fields SETTLE = ControlRoutes.table(Field.span("timeout"));
    private static final Fields DELIVER = ControlRoutes.table(Field.whole("number"), Field.flag("all"));
    private static final Fields DROP = ControlRoutes.table(Field.whole("number").required());

    private final WorkspaceLookup places;

    Deliveries(WorkspaceLookup places) {
        super(Fields.of(new Kind("delivery")));
        this.places = places;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                ControlRoutes.get(
                        "/_emulator/webhooks", "Tells how deliveries are sent, and how many there were.", this::tell),
                ControlRoutes.put(
                        "/_emulator/webhooks",
                        "Sets any of these: when deliveries leave (mode), their form (payload), whether failed ones are"
                                + " repeated (retries), and what goes wrong with them (troubles, in place of those set"
                                + " before).",
                        RULES,
                        this::set),
                ControlRoutes.get(
                        "/_emulator/webhooks/deliveries",
                        "Lists every attempt, oldest first; the newest 1,000.",
                        call -> list(places.of(call).webhooks().deliveries())),
                ControlRoutes.get(
                        "/_emulator/webhooks/held",
                        "Lists what waits to be delivered by hand.",
                        call -> list(places.of(call).webhooks().held())),
                ControlRoutes.get(
                        "/_emulator/webhooks/dead",
                        "Lists the last attempt at each delivery that was given up.",
                        call -> list(places.of(call).webhooks().deadLetters())),
                ControlRoutes.post(
                        "/_emulator/webhooks/settle",
                        "Waits until no delivery is due or in flight; 504 with a report after the timeout.",
                        SETTLE,
                        this::settle),
                ControlRoutes.get(
                        "/_emulator/webhooks/await",
                        "Waits until an ?event was delivered, which may have been before, and shows its first delivery;"
                                + " 504 with what did happen after the ?timeout.",
                        this::await),
                ControlRoutes.post(
                        "/_emulator/webhooks/deliver",
                        "Delivers one that is held, or any other once more, by its number; without one the next that is"
                                + " held, or all of them.",
                        DELIVER,
                        this::deliver),
                ControlRoutes.post("/_emulator/webhooks/drop", "Throws one that is held away.", DROP, this::drop));
    }

    private Response tell(Call call) {
        DispatchSettings rules = call.runtime().dispatcher().rules();
        Webhooks webhooks = places.of(call).webhooks();
        return Response.json(
                200,
                Json.object(
                        "mode", rules.mode().name().toLowerCase(Locale.ROOT),
                        "payload", rules.form().name().toLowerCase(Locale.ROOT),
                        "retries", retries(rules.retries()),
                        "faults",
                                rules.deliveryFaults().stream()
                                        .map(Object::toString)
                                        .toList(),
                        "held", webhooks.held().size(),
                        "deadLetters", webhooks.deadLetters().size(),
                        "attempts", webhooks.deliveries().size()));
    }

    private static Map<String, @Nullable Object> retries(RetryPolicy policy) {
        return Json.object(
                "attempts", policy.attempts(),
                "backoff", policy.first().toString(),
                "factor", BigDecimal.valueOf(policy.factor()),
                "atMost", policy.longest().toString(),
                "jitter", BigDecimal.valueOf(policy.jitter()),
                "onlyOn", policy.statuses());
    }

    /** All is read before any of it is set. */
    private Response set(Call call, Changes sent) {
        Webhooks webhooks = places.of(call).webhooks();
        Retries retries = sent.get("retries") == null ? null : readRetries(sent.get("retries"), call);
        List<DeliveryFault> deliveryFaults = sent.get("faults") == null ? null : readTroubles(sent.get("faults"), call);
        if (sent.text("mode") != null) {
            webhooks.mode(Webhooks.Mode.valueOf(upper(sent, "mode")));
        }
        if (sent.text("payload") != null) {
            webhooks.payload(Webhooks.Payload.valueOf(upper(sent, "payload")));
        }
        if (retries != null) {
            webhooks.retries(retries);
        }
        if (deliveryFaults != null) {
            webhooks.faults(deliveryFaults.toArray(DeliveryFault[]::new));
        }
        return tell(call);
    }

    private static String upper(Changes sent, String name) {
        return Objects.requireNonNull(sent.text(name)).toUpperCase(Locale.ROOT);
    }

    private static Retries readRetries(@Nullable Object json, Call call) {
        Changes sent = ControlRoutes.read(RETRIES, object(json, "$.retries"), "$.retries", call);
        Retries retries = Retries.attempts(FaultRoutes.small(sent, "attempts"));
        if (sent.span("backoff") != null || sent.get("factor") != null) {
            retries = retries.backoff(
                    Objects.requireNonNullElse(sent.span("backoff"), RetryPolicy.NONE.first()),
                    decimal(sent, "factor", RetryPolicy.NONE.factor()));
        }
        if (sent.span("atMost") != null) {
            retries = retries.atMost(Objects.requireNonNull(sent.span("atMost")));
        }
        return retries.jitter(decimal(sent, "jitter", 0)).onlyOn(wholes(sent.get("onlyOn"), "$.retries.onlyOn"));
    }

    private static List<DeliveryFault> readTroubles(@Nullable Object json, Call call) {
        if (!(json instanceof List<?> list)) {
            throw Problem.invalid("$.faults", "must be an array, but was " + Json.describe(json));
        }
        List<DeliveryFault> deliveryFaults = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String path = "$.faults[" + i + "]";
            deliveryFaults.add(deliveryFault(ControlRoutes.read(TROUBLE, object(list.get(i), path), path, call), path));
        }
        return deliveryFaults;
    }

    private static DeliveryFault deliveryFault(Changes sent, String path) {
        DeliveryFault deliveryFault = kind(sent, path);
        deliveryFault = sent.text("event") == null
                ? deliveryFault
                : deliveryFault.event(Objects.requireNonNull(sent.text("event")));
        deliveryFault = sent.text("webhook") == null
                ? deliveryFault
                : deliveryFault.webhook(Objects.requireNonNull(sent.text("webhook")));
        deliveryFault = sent.get("nth") == null ? deliveryFault : deliveryFault.nth(FaultRoutes.small(sent, "nth"));
        deliveryFault = sent.get("chance") == null ? deliveryFault : deliveryFault.chance(decimal(sent, "chance", 1));
        return sent.get("times") == null ? deliveryFault : deliveryFault.times(FaultRoutes.small(sent, "times"));
    }

    private static DeliveryFault kind(Changes sent, String path) {
        String kind = Objects.requireNonNull(sent.text("kind"));
        return switch (kind) {
            case "drop" -> DeliveryFault.drop();
            case "duplicate" -> DeliveryFault.duplicate();
            case "reorder" -> DeliveryFault.reorder();
            case "corruptSignature" -> DeliveryFault.corruptSignature();
            case "delay" -> {
                if (sent.span("delay") == null) {
                    throw Problem.invalid(path + ".delay", "is required for a delay");
                }
                yield DeliveryFault.delay(Objects.requireNonNull(sent.span("delay")));
            }
            default -> throw new IllegalStateException("nobody knows how to make a " + kind);
        };
    }

    @SuppressWarnings("unchecked") // Json reads every object as a map with text keys.
    private static Map<String, @Nullable Object> object(@Nullable Object json, String path) {
        if (json instanceof Map<?, ?>) {
            return (Map<String, @Nullable Object>) json;
        }
        throw Problem.invalid(path, "must be an object, but was " + Json.describe(json));
    }

    private static double decimal(Changes sent, String name, double otherwise) {
        return sent.get(name) instanceof BigDecimal number ? number.doubleValue() : otherwise;
    }

    /** The whole numbers in an array; empty if it is missing. */
    static int[] wholes(@Nullable Object json, String path) {
        List<?> list = json instanceof List<?> array ? array : List.of();
        boolean isRight =
                (json == null || json instanceof List<?>) && list.stream().allMatch(Deliveries::isSmall);
        if (!isRight) {
            throw Problem.invalid(path, "must be an array of whole numbers, but was " + Json.describe(json));
        }
        return list.stream().mapToInt(number -> ((Long) number).intValue()).toArray();
    }

    private static boolean isSmall(Object json) {
        return json instanceof Long number && number == number.intValue();
    }

    private Response settle(Call call, Changes sent) {
        Duration timeout = Objects.requireNonNullElse(sent.span("timeout"), Requests.PATIENCE);
        return ControlRoutes.deferred(
                places.of(call).webhooks().settleAsync(timeout),
                settled -> Response.json(200, Json.object("status", "settled")));
    }

    private Response await(Call call) {
        String event = call.query().first("event").orElseThrow(Deliveries::noEvent);
        return ControlRoutes.deferred(
                places.of(call).webhooks().awaitDeliveryAsync(event, Requests.timeout(call)),
                delivery -> Response.json(200, show(delivery)));
    }

    static Problem noEvent() {
        return Problem.invalid("?event", "is required: the name of the event, as in a webhook");
    }

    private Response deliver(Call call, Changes sent) {
        Webhooks webhooks = places.of(call).webhooks();
        Long number = sent.number("number");
        if (Boolean.TRUE.equals(sent.get("all"))) {
            return ControlRoutes.deferred(webhooks.deliverAllAsync(), Deliveries::list);
        }
        if (number != null) {
            return ControlRoutes.deferred(
                    webhooks.deliverAsync(find(webhooks, number)), delivery -> Response.json(200, show(delivery)));
        }
        if (webhooks.held().isEmpty()) {
            throw new IllegalStateException(
                    "no delivery is held: set the mode to held, or name a delivery by its number");
        }
        return ControlRoutes.deferred(webhooks.deliverNextAsync(), delivery -> Response.json(200, show(delivery)));
    }

    private Response drop(Call call, Changes sent) {
        Webhooks webhooks = places.of(call).webhooks();
        webhooks.drop(find(webhooks, Objects.requireNonNull(sent.number("number"))));
        return Response.json(200, Json.object("status", "dropped"));
    }

    /** The one of that number: held, or else the newest attempt at it. */
    private static Delivery find(Webhooks webhooks, long number) {
        List<Delivery> all = new ArrayList<>(webhooks.deliveries());
        all.addAll(webhooks.held());
        Delivery found = null;
        for (Delivery delivery : all) {
            found = delivery.number() == number ? delivery : found;
        }
        if (found == null) {
            throw Problem.notFound("There is no delivery " + number
                    + ", or no longer; GET /_emulator/webhooks/deliveries and /held list them.");
        }
        return found;
    }

    private static Response list(List<Delivery> deliveries) {
        return Response.json(
                200,
                Json.object(
                        "deliveries", deliveries.stream().map(Deliveries::show).toList()));
    }

    private static Map<String, @Nullable Object> show(Delivery delivery) {
        return Json.object(
                "number", delivery.number(),
                "attempt", delivery.attempt(),
                "request", delivery.requestNumber(),
                "webhook", delivery.webhook(),
                "event", delivery.event(),
                "url", Redactor.text(delivery.url().toString()),
                "outcome", delivery.outcome().name().toLowerCase(Locale.ROOT),
                "status", delivery.status(),
                "failure", delivery.failure() == null ? null : Redactor.text(delivery.failure()),
                "began", Objects.toString(delivery.began(), null),
                "ended", Objects.toString(delivery.ended(), null),
                "headers", headers(delivery),
                "body", Redactor.body(delivery.text()),
                "response", Redactor.body(delivery.response()),
                "line", delivery.toString());
    }

    private static Map<String, @Nullable Object> headers(Delivery delivery) {
        Map<String, @Nullable Object> masked = Json.object();
        delivery.headers().forEach((name, value) -> masked.put(name, Redactor.header(name, value)));
        return masked;
    }
}
