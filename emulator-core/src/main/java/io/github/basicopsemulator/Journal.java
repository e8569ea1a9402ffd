package io.github.basicopsemulator;

import io.github.basicopsemulator.journal.Curl;
import io.github.basicopsemulator.journal.Har;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The newest requests to a workspace and their responses; 1,000 of them and 16 MiB by default. A rewind empties it.
 * Requests to the control API, under {@code /_emulator}, are not recorded.
 *
 *
 * <p>Safe for use by many threads. Waiting threads are woken by requests; there is no polling.
 */
public final class Journal {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Workspace workspace;
    private final io.github.basicopsemulator.journal.ExchangeLog kept;

    Journal(Workspace workspace, io.github.basicopsemulator.journal.ExchangeLog kept) {
        this.workspace = workspace;
        this.kept = kept;
    }

    /** Returns the recorded exchanges, oldest first. An exchange is recorded before its client has the response. */
    public List<Exchange> exchanges() {
        return open().all().stream().map(Exchange::new).toList();
    }

    /** Returns the recorded exchanges of a route, such as {@code GET} and {@code /v1/task/{id}}, oldest first. */
    public List<Exchange> exchanges(String method, String route) {
        return exchanges().stream().filter(of(method, route)).toList();
    }

    /**
     * Waits until a request to a route has come, possibly before the call, and returns the first.
     *
     * @param route the path of a route, such as {@code /v1/task/{id}}, or a path as sent
     * @throws AssertionError after 10 seconds; the message lists the recorded requests
     */
    public Exchange await(String method, String route) {
        return await(method, route, PATIENCE);
    }

    /** Does the same as {@link #await(String, String)}, for as long as this. */
    public Exchange await(String method, String route, Duration patience) {
        return await(of(method, route), "no " + method + " " + route, patience);
    }

    /**
     * Waits until a matching request has come, possibly before the call, and returns the first.
     *
     * @throws AssertionError after a timeout; the message lists the recorded requests
     */
    public Exchange await(Predicate<Exchange> wanted, Duration patience) {
        return await(wanted, "nothing that was looked for", patience);
    }

    /**
     * Does the same as {@link #await(String, String, Duration)}, without a thread that waits: the future completes with the
     * exchange, or exceptionally with the {@link AssertionError}.
     */
    public CompletableFuture<Exchange> awaitAsync(String method, String route, Duration patience) {
        return open().when(
                        TimeLimits.checked("a patience", patience),
                        workspace.runtime().background(),
                        first(of(method, route)),
                        () -> missed("no " + method + " " + route, patience));
    }

    private Exchange await(Predicate<Exchange> wanted, String missing, Duration patience) {
        try {
            return open().await(TimeLimits.checked("a patience", patience), first(wanted));
        } catch (TimeoutException nothing) {
            throw missed(missing, patience);
        }
    }

    private static Function<List<io.github.basicopsemulator.journal.RecordedExchange>, @Nullable Exchange> first(
            Predicate<Exchange> wanted) {
        return all -> all.stream().map(Exchange::new).filter(wanted).findFirst().orElse(null);
    }

    private AssertionError missed(String missing, Duration patience) {
        return open().missed(missing, workspace.toString(), patience);
    }

    /**
     * Waits until the condition accepts the list of recorded exchanges, oldest first, and returns that list; or returns
     * the list after the timeout. The caller has to check which of them happened.
     */
    public List<Exchange> awaitExchanges(Predicate<List<Exchange>> enough, Duration patience) {
        try {
            return open().await(TimeLimits.checked("a patience", patience), all -> {
                List<Exchange> came = all.stream().map(Exchange::new).toList();
                return enough.test(came) ? came : null;
            });
        } catch (TimeoutException notEnough) {
            return exchanges();
        }
    }

    private static Predicate<Exchange> of(String method, String route) {
        return exchange ->
                exchange.method().equals(method) && (route.equals(exchange.route()) || route.equals(exchange.path()));
    }

    /** Deletes the recorded exchanges. */
    public void clear() {
        open().clear();
    }

    /** Writes the recorded exchanges as a HAR 1.2 document for browsers and proxies; tokens and secrets are masked. */
    public String har() {
        return Har.write(open().all());
    }

    /** Writes the recorded exchanges as curl commands, oldest first; tokens and secrets are masked. */
    public String curl() {
        return open().all().stream().map(Curl::write).collect(Collectors.joining("\n"));
    }

    /** Names the workspace that it is of. */
    @Override
    public String toString() {
        return "journal of " + workspace;
    }

    private io.github.basicopsemulator.journal.ExchangeLog open() {
        workspace.refuseIfClosed();
        return kept;
    }
}
