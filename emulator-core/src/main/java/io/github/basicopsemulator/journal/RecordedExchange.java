package io.github.basicopsemulator.journal;

import io.github.basicopsemulator.event.BoundedLog;
import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.json.ControlCharacters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and its response.
 *
 * @param number its position in the order in which responses of the workspace were ready, from 1
 * @param requestNumber its position in the order in which requests came to the workspace, from 1; 0 for other requests
 * @param at the time of the request, on the workspace's clock
 * @param base the URL of the workspace as the client saw it
 * @param path the path behind the base, as sent, except that letters, digits and {@code -._~} are unescaped
 * @param query the query, as sent; empty without a query
 * @param route the path of the route, such as {@code /v1/task/{id}}, refused or not; null without a route
 * @param caller the id of the user; null without authentication
 * @param problem the reason of a refusal; null without a refusal
 * @param events its events, in order
 * @param fault the injected fault; null without a fault
 * @param responseLost whether it was applied, and an injected fault withheld the response or a part of it
 * @param micros the time until the response was ready, in microseconds of real time
 */
public record RecordedExchange(
        long number,
        long requestNumber,
        Instant at,
        String method,
        String base,
        String path,
        String query,
        @Nullable String route,
        @Nullable Long caller,
        List<Map.Entry<String, String>> requestHeaders,
        CapturedBody request,
        int status,
        List<Map.Entry<String, String>> responseHeaders,
        CapturedBody reply,
        @Nullable String problem,
        List<Event> events,
        @Nullable String fault,
        boolean responseLost,
        long micros) {

    RecordedExchange numbered(long number) {
        return new RecordedExchange(
                number,
                requestNumber,
                at,
                method,
                base,
                path,
                query,
                route,
                caller,
                requestHeaders,
                request,
                status,
                responseHeaders,
                reply,
                problem,
                events,
                fault,
                responseLost,
                micros);
    }

    /** About how many bytes it takes to keep it. */
    int weight() {
        return 700
                + request.weight()
                + reply.weight()
                + BoundedLog.weight(requestHeaders)
                + BoundedLog.weight(responseHeaders)
                + 2 * (base.length() + path.length() + query.length() + length(problem) + length(fault))
                + Event.WEIGHT * events.size();
    }

    /** Describes the request and the reply in one line; tokens and secrets in the query are masked. */
    @Override
    public String toString() {
        RecordedExchange masked = Redactor.summary(this);
        return ControlCharacters.escape("#" + number + " " + method + " " + masked.path
                + (masked.query.isEmpty() ? "" : "?" + masked.query)
                + " -> " + status
                + (masked.problem == null ? "" : ": " + masked.problem)
                + (masked.fault == null ? "" : " [" + masked.fault + "]"));
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
