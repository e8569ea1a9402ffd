package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.ResourceRegistry.Entry;
import io.github.basicopsemulator.engine.WorkspaceLimits;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.engine.WorkspaceSnapshot;
import io.github.basicopsemulator.event.InterruptFlag;
import io.github.basicopsemulator.http.HttpServer;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.seed.SeedFile;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.webhook.CancelledDeliveries;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An isolated set of records with its own ids and URL.
 *
 *
 * <p>Safe for use by many threads. Closing it deletes its records; its URL then answers 404. Every later call on it, or
 * on its clock, webhooks, journal, faults and inboxes, throws an {@link IllegalStateException}.
 */
public final class Workspace implements AutoCloseable {

    private final Emulator emulator;
    private final String name;
    private final WorkspaceRuntime runtime;
    private final WorkspaceClock clock;
    private final NamedSnapshots snapshots;
    private volatile boolean closed;
    private final AtomicReference<@Nullable IdleTimeout> idleTimeout = new AtomicReference<>();

    Workspace(Emulator emulator, String name, WorkspaceSnapshot past) {
        this.emulator = emulator;
        this.name = name;
        WorkspaceLimits limits = emulator.limits();
        this.runtime = new WorkspaceRuntime(name, past, emulator.network(), emulator.newJournal(), limits);
        this.snapshots = new NamedSnapshots(limits);
        this.clock = new WorkspaceClock(this);
    }

    /** Its name; empty for the default workspace. */
    public String name() {
        return name;
    }

    /** The base URL to configure a client with, without a slash at its end. */
    public URI url() {
        return emulator.url(name);
    }

    /** Returns the URL of a path in this workspace, such as {@code /v1/task?limit=10}. */
    public URI url(String path) {
        return URI.create(url() + (path.startsWith("/") ? path : "/" + path));
    }

    /**
     * The base of URLs that this workspace generates, such as those of inboxes: {@link #url()}, unless the emulator has
     * a public URL.
     */
    public URI publicUrl() {
        return emulator.publicUrl(name);
    }

    /**
     * The base URL over HTTPS, without a slash at its end.
     *
     * @throws IllegalStateException unless the emulator was started with {@link Emulator.Builder#https()}
     */
    public URI secureUrl() {
        return emulator.secure(url());
    }

    /** Returns the URL of a path in this workspace over HTTPS; see {@link #secureUrl()}. */
    public URI secureUrl(String path) {
        return emulator.secure(url(path));
    }

    /**
     * An access token that this workspace accepts: the first that is declared, or one made up where any will do. Basecamp
     * accepts it, too, unless a Basecamp seed has declared tokens of its own.
     */
    public String token() {
        refuseIfClosed();
        return emulator.token(runtime.store().state());
    }

    /** The number of requests so far; a rewind restores it. */
    public long requests() {
        refuseIfClosed();
        return runtime.requests();
    }

    /**
     * Closes it when no request has come to it for so long, in real time: for servers that many share and few tidy up. Also the
     * default workspace, which then answers no more.
     */
    public void expireAfter(Duration idle) {
        refuseIfClosed();
        TimeLimits.positive("a time to live", idle);
        IdleTimeout next = new IdleTimeout(idle, this::close, emulator.network(), HttpServer::nanos);
        end(idleTimeout.getAndSet(next));
        if (closed) {
            // It may have been closed before it could know of this one.
            next.end();
            refuseIfClosed();
        }
    }

    private static void end(@Nullable IdleTimeout idleTimeout) {
        if (idleTimeout != null) {
            idleTimeout.end();
        }
    }

    /** How long it stays when no request comes to it; null for as long as the emulator. */
    public @Nullable Duration expiresAfter() {
        IdleTimeout current = idleTimeout.get();
        return current == null ? null : current.idle();
    }

    /** Returns the runtime for a request, and restarts the idle timeout. */
    WorkspaceRuntime used() {
        IdleTimeout current = idleTimeout.get();
        if (current != null) {
            current.use();
        }
        return runtime;
    }

    /**
     * Loads seeds into this workspace atomically, through the same checks as the API.
     *
     * @throws IllegalArgumentException if a seed is refused; the workspace is unchanged then
     */
    public SeedResult seed(Seed<?>... seeds) {
        refuseIfClosed();
        return SeedImporter.load(List.of(seeds), runtime, publicUrl().toString(), emulator);
    }

    /**
     * Loads a seed file into this workspace as a whole: YAML, or JSON if it begins with a brace. An export replaces the
     * whole workspace, and sends no webhooks.
     *
     * @throws IllegalArgumentException if the file is unreadable or a record is refused: one line each, with file,
     * line, column and path
     */
    public void seed(Path file) {
        refuseIfClosed();
        InterruptFlag.without(() -> emulator.seedLoader().load(SeedFile.of(file), runtime, url().toString()));
    }

    /**
     * Loads a text into this workspace, as {@link #seed(Path)} does; it cannot refer to files.
     *
     * @throws IllegalArgumentException if the text is invalid or a record is refused
     */
    public void seed(String yamlOrJson) {
        refuseIfClosed();
        emulator.seedLoader().load(SeedFile.of(yamlOrJson), runtime, url().toString());
    }

    /**
     * Exports this workspace as a seed file in YAML, which {@link #seed(String)} restores, in this workspace or any
     * other: records with their ids, times and secrets, the id counters, and the clock if it is frozen. Not included:
     * journal, faults, delivery settings, pending deliveries, inboxes, and snapshots.
     */
    public String export() {
        refuseIfClosed();
        return new String(Json.yaml(emulator.seedLoader().export(runtime)), StandardCharsets.UTF_8);
    }

    /** Writes the same as {@link #export}, in JSON. */
    public String exportJson() {
        refuseIfClosed();
        return new String(Json.pretty(emulator.seedLoader().export(runtime)), StandardCharsets.UTF_8);
    }

    /**
     * Returns the records of a kind, in the order of creation: each record as the API shows it, with stored fields that
     * the API does not show, such as the parent of a task or the author of a message. It covers every kind of record,
     * including those the API never returns, such as {@code review}.
     *
     * @param kind the vendor's word in the singular: {@code project}, {@code section}, {@code task}, {@code user} …;
     * for Sell {@code sell task} …, for Basecamp {@code basecamp todo} …
     * @throws IllegalArgumentException for an unknown kind
     */
    public List<Map<String, @Nullable Object>> records(String kind) {
        refuseIfClosed();
        Entry served = emulator.served(kind);
        State state = runtime.store().state();
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        for (Entity entity : state.all(served.kind())) {
            records.add(served.show(
                    entity, state, publicUrl().toString(), runtime.clock().now()));
        }
        return Collections.unmodifiableList(records);
    }

    /**
     * Changes a record as another user would do at the same time, through the same checks as the API, and sends
     * webhooks. It can also change records that the API cannot, such as users.
     *
     * @param kind the vendor's word in the singular: {@code project}, {@code task}, {@code user} …
     * @param fields names and values as a request would send them
     * @throws IllegalArgumentException if the record does not exist or the change is refused; the workspace is
     * unchanged then
     */
    public void change(String kind, long id, Map<String, ? extends @Nullable Object> fields) {
        refuseIfClosed();
        new RecordEditor(emulator, runtime, publicUrl().toString()).change(kind, id, fields);
    }

    /**
     * Removes a record with its children as another user would do at the same time, and sends webhooks. It can also
     * remove records that the API cannot, such as users.
     *
     * @throws IllegalArgumentException if the record does not exist; the workspace is unchanged then
     */
    public void remove(String kind, long id) {
        refuseIfClosed();
        new RecordEditor(emulator, runtime, publicUrl().toString()).remove(kind, id);
    }

    /** The clock of this workspace: of its records, tokens, files and deliveries. */
    public WorkspaceClock clock() {
        return clock;
    }

    /** The deliveries of webhooks, and their settings. */
    public Webhooks webhooks() {
        return new Webhooks(this, runtime.dispatcher());
    }

    /** The newest requests and their replies. */
    public Journal journal() {
        return new Journal(this, runtime.journal());
    }

    /** The injected faults; empty by default. */
    public Faults faults() {
        return new Faults(this);
    }

    /**
     * A subscriber inside this workspace; register its URL as a webhook.
     *
     * @param name 1 to 200 letters, digits and {@code . _ ~ -}
     */
    public Inbox inbox(String name) {
        return new Inbox(this, runtime.inboxes(), Emulator.checked(name));
    }

    /** Takes a snapshot. */
    public Snapshot snapshot() {
        refuseIfClosed();
        return new Snapshot(runtime.past());
    }

    /**
     * Takes a snapshot and stores it under a name, replacing an earlier snapshot of that name. The newest 100 are kept,
     * or fewer if they keep more than 512 MiB of old values in memory; see {@link Emulator.Builder#maxSnapshots}.
     *
     * @param name 1 to 200 characters
     */
    public Snapshot snapshot(String name) {
        refuseIfClosed();
        Snapshot snapshot = snapshot();
        snapshots.put(name, snapshot);
        return snapshot;
    }

    /**
     * Returns the workspace after one of its newest changes, counted from 1: its records, its ids and its clock.
     * Pending deliveries are not included, and settings such as delivery mode and faults are the current ones. At least
     * the newest revision is kept, at most 1,000; an emulator without a journal keeps no revisions.
     */
    public Optional<Snapshot> revision(long number) {
        refuseIfClosed();
        return Optional.ofNullable(runtime.revisions().find(number))
                .map(revision -> new Snapshot(runtime.past(revision)));
    }

    /** The names of the named snapshots, oldest first. A rewind keeps them. */
    public List<String> snapshots() {
        refuseIfClosed();
        return snapshots.names();
    }

    /**
     * Restores a snapshot of this workspace or of another, including the clock. Journal, deliveries and inboxes are
     * emptied, and after this method returns no earlier delivery arrives.
     *
     * @throws IllegalArgumentException if its clock followed a workspace that follows this one now
     */
    public void rewind(Snapshot snapshot) {
        refuseIfClosed();
        runtime.rewind(snapshot.past());
    }

    /**
     * Does the same as {@link #rewind(Snapshot)}, with the snapshot of that name.
     *
     * @throws IllegalArgumentException if this workspace has no snapshot of that name
     */
    public void rewind(String name) {
        refuseIfClosed();
        rewind(snapshots.get(name));
    }

    /**
     * Restores a fresh workspace, without the initial seeds of this one; otherwise the same as {@link
     * #rewind(Snapshot)}.
     */
    public void reset() {
        refuseIfClosed();
        runtime.rewind(emulator.fresh());
    }

    /**
     * Returns the difference since this workspace began or was last rewound, for all kinds of records. The cost depends
     * on the number of changes, not on the number of records. In a test of the JUnit extension the difference begins
     * with the baseline.
     */
    public Difference changes() {
        refuseIfClosed();
        // Both of one moment: a rewind changes both.
        State[] states = runtime.store().readLocked(() ->
                new State[] {runtime.beginning(), runtime.store().state()});
        return Difference.between(states[0], states[1], emulator.surfaces());
    }

    /** Returns the difference to a snapshot of this workspace or of another; see {@link #changes}. */
    public Difference changesSince(Snapshot snapshot) {
        return difference(snapshot.past().state());
    }

    /** Deletes the workspace. After this method returns no delivery arrives. */
    @Override
    public void close() {
        beginClose().run();
    }

    /** Does the same without waiting. Run the returned value to wait for the in-flight deliveries. */
    CancelledDeliveries beginClose() {
        closed = true;
        end(idleTimeout.get());
        snapshots.clear();
        emulator.forget(this);
        return runtime.beginClose();
    }

    /** Describes the webhooks and the newest events, for messages. */
    String webhookReport() {
        List<Entity> webhooks = new ArrayList<>();
        runtime.store()
                .state()
                .all(emulator.served("webhook").resource().kind())
                .forEach(webhooks::add);
        return new WebhookReport(webhooks, runtime.events().events()).toString();
    }

    /**
     * Does the same as {@link #changesSince(Snapshot)}, with the snapshot of that name.
     *
     * @throws IllegalArgumentException if this workspace has no snapshot of that name
     */
    public Difference changesSince(String name) {
        return changesSince(snapshots.get(name));
    }

    private Difference difference(State before) {
        refuseIfClosed();
        return Difference.between(before, runtime.store().state(), emulator.surfaces());
    }

    void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException(this + " is closed: use it before closing it or its emulator");
        }
    }

    /** Names the workspace and its URL. */
    @Override
    public String toString() {
        return (name.isEmpty() ? "default workspace" : "workspace " + name) + " at " + url();
    }

    WorkspaceRuntime runtime() {
        return runtime;
    }
}
