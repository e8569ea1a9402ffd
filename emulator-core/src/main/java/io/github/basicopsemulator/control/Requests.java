package io.github.basicopsemulator.control;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.journal.Curl;
import io.github.basicopsemulator.journal.ExchangeLog;
import io.github.basicopsemulator.journal.JavaTest;
import io.github.basicopsemulator.journal.RecordedExchange;
import io.github.basicopsemulator.journal.Redactor;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The journal: the newest requests and their replies, with tokens and secrets masked. */
final class Requests extends Resource {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration MOST_PATIENT = Duration.ofMinutes(10);

    private final WorkspaceLookup places;

    Requests(WorkspaceLookup places) {
        super(Fields.of(new Kind("exchange")));
        this.places = places;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                ControlRoutes.get(
                        "/_emulator/journal",
                        "Lists the newest requests and their replies, oldest first: those of a ?method, a ?route, a"
                                + " ?status, ?after a number, the newest ?limit of them; ?brief=true leaves headers and"
                                + " bodies out.",
                        this::newest),
                ControlRoutes.get(
                        "/_emulator/journal/await",
                        "Waits until a request of a ?method to a ?route has come, which may have been before, and shows"
                                + " it; 504 with what did come after the ?timeout.",
                        this::await),
                ControlRoutes.get("/_emulator/journal/{number}", "Shows a request and its reply.", this::one),
                ControlRoutes.get("/_emulator/journal.har", "Writes the journal as HAR 1.2.", this::har),
                ControlRoutes.get("/_emulator/journal.sh", "Writes the journal as commands of curl.", this::curl),
                ControlRoutes.delete("/_emulator/journal", "Deletes the recorded requests.", this::clear));
    }

    private Response newest(Call call) {
        List<RecordedExchange> wanted = call.runtime().journal().all().stream()
                .filter(exchange -> isWanted(exchange, call))
                .toList();
        long limit = ControlRoutes.number(call, "limit", Long.MAX_VALUE);
        boolean brief = call.query().first("brief").orElse("").equals("true");
        Stream<RecordedExchange> newest = wanted.stream().skip(Math.max(0, wanted.size() - limit));
        List<Object> shown = newest.<Object>map(exchange -> brief ? brief(exchange) : show(exchange))
                .toList();
        return Response.json(200, Json.object("exchanges", shown));
    }

    private static boolean isWanted(RecordedExchange exchange, Call call) {
        String route = call.query().first("route").orElse(null);
        long status = ControlRoutes.number(call, "status", exchange.status());
        return exchange.number() > ControlRoutes.number(call, "after", 0)
                && exchange.status() == status
                && call.query().first("method").orElse(exchange.method()).equalsIgnoreCase(exchange.method())
                && (route == null || isFor(exchange, route));
    }

    private Response await(Call call) {
        String method = call.query().first("method").orElse("").toUpperCase(Locale.ROOT);
        String route = call.query().first("route").orElse("");
        if (method.isEmpty() || route.isEmpty()) {
            throw Problem.invalid("?method", "and ?route are required, such as POST and /v1/task");
        }
        Workspace workspace = places.of(call);
        Duration timeout = timeout(call);
        ExchangeLog journal = call.runtime().journal();
        return ControlRoutes.deferred(
                journal.when(
                        timeout,
                        call.runtime().background(),
                        exchanges -> first(exchanges, method, route),
                        () -> journal.missed("no " + method + " " + route, workspace.toString(), timeout)),
                exchange -> Response.json(200, show(exchange)));
    }

    private static @Nullable RecordedExchange first(List<RecordedExchange> exchanges, String method, String route) {
        return exchanges.stream()
                .filter(exchange -> exchange.method().equals(method) && isFor(exchange, route))
                .findFirst()
                .orElse(null);
    }

    private static boolean isFor(RecordedExchange exchange, String route) {
        return route.equals(exchange.route()) || route.equals(exchange.path());
    }

    /** How long a request wants to wait: {@code ?timeout=PT5S}. */
    static Duration timeout(Call call) {
        String text = call.query().first("timeout").orElse(null);
        try {
            Duration timeout = text == null ? PATIENCE : Duration.parse(text);
            if (!timeout.isNegative() && timeout.compareTo(MOST_PATIENT) <= 0) {
                return timeout;
            }
        } catch (DateTimeParseException unreadable) {
            // Refused below, like overlong times.
        }
        throw Problem.invalid("?timeout", "must be a length of time up to PT10M, but was \"" + text + "\"");
    }

    private Response one(Call call) {
        String number = call.parameter("number");
        if (!number.matches("\\d{1,18}")) {
            throw Problem.notFound("The number of an exchange is a whole number, but this was \"" + number + "\".");
        }
        return Response.json(200, show(find(call, Long.parseLong(number))));
    }

    private static RecordedExchange find(Call call, long number) {
        return call.runtime().journal().all().stream()
                .filter(exchange -> exchange.number() == number)
                .findFirst()
                .orElseThrow(() -> Problem.notFound("There is no exchange " + number
                        + " in the journal, or no longer; GET /_emulator/journal lists them."));
    }

    private Response har(Call call) {
        return text("application/json", places.of(call).journal().har());
    }

    private Response curl(Call call) {
        return text(
                "text/x-shellscript; charset=utf-8", places.of(call).journal().curl() + "\n");
    }

    private static Response text(String type, String text) {
        return new Response(200, Headers.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
    }

    private Response clear(Call call) {
        places.of(call).journal().clear();
        return Response.json(200, Json.object("status", "cleared"));
    }

    private static Map<String, @Nullable Object> brief(RecordedExchange recorded) {
        RecordedExchange exchange = Redactor.summary(recorded);
        return Json.object(
                "number", exchange.number(),
                "request", exchange.requestNumber(),
                "at", exchange.at().toString(),
                "method", exchange.method(),
                "path", exchange.path(),
                "query", exchange.query(),
                "route", exchange.route(),
                "caller", exchange.caller(),
                "status", exchange.status(),
                "problem", exchange.problem(),
                "fault", exchange.fault(),
                "durationMicros", exchange.micros(),
                "events", exchange.events().stream().map(Requests::event).toList());
    }

    private static Object event(Event event) {
        return Json.object(
                "action", event.action().name().toLowerCase(Locale.ROOT),
                "kind", event.kind().toString(),
                "id", event.id());
    }

    private static Map<String, @Nullable Object> show(RecordedExchange recorded) {
        RecordedExchange exchange = Redactor.exchange(recorded);
        Map<String, @Nullable Object> shown = brief(recorded);
        shown.put("requestHeaders", headers(exchange.requestHeaders()));
        shown.put("requestBody", exchange.request().text());
        shown.put("requestBytes", exchange.request().length());
        shown.put("responseHeaders", headers(exchange.responseHeaders()));
        shown.put("responseBody", exchange.reply().text());
        shown.put("responseBytes", exchange.reply().length());
        shown.put("curl", Curl.write(recorded));
        shown.put("java", JavaTest.write(recorded));
        return shown;
    }

    private static List<Object> headers(List<Map.Entry<String, String>> headers) {
        return headers.stream()
                .<Object>map(header -> Json.object("name", header.getKey(), "value", header.getValue()))
                .toList();
    }
}
