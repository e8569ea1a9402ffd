package io.github.basicopsemulator.journal;

import io.github.basicopsemulator.event.BoundedLog;
import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.json.ControlCharacters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and its reply.
 *
 * @param number its place in the order in which replies of the workspace were ready, from 1
 * @param requestNumber its place in the order in which requests came to the workspace, from 1; 0 where it is none of those
 * @param at when the request came, on the workspace's clock
 * @param base the URL of the workspace as the client saw it
 * @param path behind the base, as it was sent, but with plain letters, digits and {@code -._~} where these were escaped
 * @param query as it was sent; empty where there was none
 * @param route the path of the route that it takes, such as {@code /v1/task/{id}}, refused or not; null for none
 * @param caller the id of the user who asked; null where nobody was let in
 * @param problem why it was refused; null where it was not
 * @param events what it caused, in order
 * @param fault what went wrong with it on purpose; null for nothing
 * @param responseLost whether it was done, and the client did not get the whole reply, on purpose
 * @param micros how long the reply took to be ready, in microseconds of real time
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
