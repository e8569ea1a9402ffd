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
 * The newest requests to a workspace and their replies: 1,000 of them and 16 MiB, unless the emulator was told otherwise. It is
 * emptied when the workspace is put back. Requests to what the emulator says about itself, under {@code /_emulator}, are not in
 * it.
 *
 * <p>Safe for use by many threads. What waits is woken by what comes; nothing polls.
 */
public final class Journal {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Workspace workspace;
    private final io.github.basicopsemulator.journal.ExchangeLog kept;

    Journal(Workspace workspace, io.github.basicopsemulator.journal.ExchangeLog kept) {
        this.workspace = workspace;
        this.kept = kept;
    }

    /** Returns what is kept, oldest first. An exchange is there before its client has the reply. */
    public List<Exchange> exchanges() {
        return open().all().stream().map(Exchange::new).toList();
    }

    /** Returns what is kept of a route, such as {@code GET} and {@code /v1/task/{id}}, oldest first. */
    public List<Exchange> exchanges(String method, String route) {
        return exchanges().stream().filter(of(method, route)).toList();
    }

    /**
     * Waits until a request to a route has come, which may have been before, and returns the first.
     *
     * @param route the path of a route, such as {@code /v1/task/{id}}, or a path as it is sent
     * @throws AssertionError after 10 seconds, with what did come
     */
    public Exchange await(String method, String route) {
        return await(method, route, PATIENCE);
    }

    /** Does the same as {@link #await(String, String)}, for as long as this. */
    public Exchange await(String method, String route, Duration patience) {
        return await(of(method, route), "no " + method + " " + route, patience);
    }

    /**
     * Waits until a request has come that the test looks for, which may have been before, and returns the first.
     *
     * @throws AssertionError when none has come in time, with what did come
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
     * Waits until enough has come, as the test sees it, and returns what is kept at that moment, oldest first; or what is kept
     * when the time is over. It is for the test to tell one from the other.
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

    /** Forgets what is kept. */
    public void clear() {
        open().clear();
    }

    /** Writes what is kept as a HAR 1.2 document, which browsers and proxies read; tokens and secrets are masked. */
    public String har() {
        return Har.write(open().all());
    }

    /** Writes what is kept as commands of curl, oldest first; tokens and secrets are masked. */
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
