package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.ResourceRegistry.Entry;
import io.github.basicopsemulator.engine.WorkspaceLimits;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.engine.WorkspaceSnapshot;
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
 * One isolated world: records and ids of its own behind a URL of its own.
 *
 * <p>Safe for use by many threads. Closing it forgets all it held; its URL then answers 404. Whatever reads or changes its content
 * after that, also through its clock, webhooks, journal, faults and inboxes, throws an {@link IllegalStateException}.
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
     * What URLs begin with that this workspace makes by itself, such as those of inboxes: {@link #url()}, unless the emulator was
     * given a public URL.
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

    /** How many requests there have been; put back with the workspace. */
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

    /** What it is made of, for a request that has come. */
    WorkspaceRuntime used() {
        IdleTimeout current = idleTimeout.get();
        if (current != null) {
            current.use();
        }
        return runtime;
    }

    /**
     * Puts things into this workspace, all of them or none, through the same checks as the API.
     *
     * @throws IllegalArgumentException when one is refused; nothing was stored then
     */
    public SeedResult seed(Seed<?>... seeds) {
        refuseIfClosed();
        return SeedImporter.load(List.of(seeds), runtime, publicUrl().toString(), emulator);
    }

    /**
     * Puts what a seed file says into this workspace, all of it or nothing: YAML, or JSON where it begins with a brace. An export
     * takes the place of all that is there, and tells no webhook.
     *
     * @throws IllegalArgumentException when it cannot be read or something in it is refused: one line each, with file, line,
     *     column and path
     */
    public void seed(Path file) {
        refuseIfClosed();
        InterruptFlag.without(() -> emulator.seedLoader().load(SeedFile.of(file), runtime, url().toString()));
    }

    /**
     * Puts what a text says into this workspace, as {@link #seed(Path)} does; beside a text there are no files.
     *
     * @throws IllegalArgumentException when it cannot be read or something in it is refused
     */
    public void seed(String yamlOrJson) {
        refuseIfClosed();
        emulator.seedLoader().load(SeedFile.of(yamlOrJson), runtime, url().toString());
    }

    /**
     * Writes all that is stored here as a seed file in YAML, from which {@link #seed(String)} makes the same again, in this
     * workspace or any other: records with their ids, times and secrets, how ids go on, and the clock where it stands. Not the
     * journal, faults, how webhooks are delivered, what waits to be delivered, what inboxes received, and snapshots.
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
     * Returns what is stored of a kind, in the order of creation: each record as the API shows it, and besides what no endpoint
     * shows, such as the parent of a task or the author of a message. Also kinds that no endpoint shows, such as
     * {@code review}.
     *
     * @param kind the vendor's word in the singular: {@code project}, {@code section}, {@code task}, {@code user} …;
     *     for Sell {@code sell task} …, for Basecamp {@code basecamp todo} …
     * @throws IllegalArgumentException for a kind that does not exist
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
     * Changes a record as somebody else would who works with BasicOps at the same time, also one that no endpoint changes, such as
     * a user: through the same checks as the API, and webhooks are told.
     *
     * @param kind the vendor's word in the singular: {@code project}, {@code task}, {@code user} …
     * @param fields names and values as a request would send them
     * @throws IllegalArgumentException when it does not exist or is refused; nothing was changed then
     */
    public void change(String kind, long id, Map<String, ? extends @Nullable Object> fields) {
        refuseIfClosed();
        new RecordEditor(emulator, runtime, publicUrl().toString()).change(kind, id, fields);
    }

    /**
     * Removes a record as somebody else would who works with BasicOps at the same time, also one that no endpoint removes, such
     * as a user: with all that belongs to it, and webhooks are told.
     *
     * @throws IllegalArgumentException when it does not exist; nothing was changed then
     */
    public void remove(String kind, long id) {
        refuseIfClosed();
        new RecordEditor(emulator, runtime, publicUrl().toString()).remove(kind, id);
    }

    /** The clock of this workspace: of its records, tokens, files and deliveries. */
    public WorkspaceClock clock() {
        return clock;
    }

    /** When and how webhooks are told, and what became of it. */
    public Webhooks webhooks() {
        return new Webhooks(this, runtime.dispatcher());
    }

    /** The newest requests and their replies. */
    public Journal journal() {
        return new Journal(this, runtime.journal());
    }

    /** What goes wrong with requests on purpose: nothing, unless a test says so. */
    public Faults faults() {
        return new Faults(this);
    }

    /**
     * A subscriber inside this workspace, whose URL webhooks can be given.
     *
     * @param name 1 to 200 letters, digits and {@code . _ ~ -}
     */
    public Inbox inbox(String name) {
        return new Inbox(this, runtime.inboxes(), Emulator.checked(name));
    }

    /** Remembers everything as it is now. */
    public Snapshot snapshot() {
        refuseIfClosed();
        return new Snapshot(runtime.past());
    }

    /**
     * Remembers everything as it is now, also under a name, in place of an earlier snapshot of that name. The newest 100 are kept,
     * and fewer where they keep more than 512 MiB of old values in memory; see {@link Emulator.Builder#maxSnapshots}.
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
     * What this was after one of its newest changes, counted from 1: its records, its ids and its clock. Deliveries that were to
     * come are no part of it, and what is set is as it is now: how they are sent, what goes wrong. At least the newest change is
     * kept, up to 1,000 of them; none where the emulator keeps no journal.
     */
    public Optional<Snapshot> revision(long number) {
        refuseIfClosed();
        return Optional.ofNullable(runtime.revisions().find(number))
                .map(revision -> new Snapshot(runtime.past(revision)));
    }

    /** The names of the snapshots that were taken under one, oldest first. They stay when the workspace is put back. */
    public List<String> snapshots() {
        refuseIfClosed();
        return snapshots.names();
    }

    /**
     * Makes everything as it was when the snapshot was taken, in this workspace or in another; the clock, too. What has been
     * delivered or received is forgotten, and when this returns no delivery of before arrives any more.
     *
     * @throws IllegalArgumentException when its clock followed that of a workspace which follows this one now
     */
    public void rewind(Snapshot snapshot) {
        refuseIfClosed();
        runtime.rewind(snapshot.past());
    }

    /**
     * Does the same as {@link #rewind(Snapshot)}, with the snapshot of that name.
     *
     * @throws IllegalArgumentException when none was taken under that name in this workspace
     */
    public void rewind(String name) {
        refuseIfClosed();
        rewind(snapshots.get(name));
    }

    /** Makes everything as it is in a fresh workspace, whatever it began with; otherwise the same as {@link #rewind(Snapshot)}. */
    public void reset() {
        refuseIfClosed();
        runtime.rewind(emulator.fresh());
    }

    /**
     * Returns what has changed since this workspace began, or was last put back: of all kinds, also those that no endpoint shows.
     * That costs what changed, and not what is stored. In a test of the JUnit extension it begins with the baseline.
     */
    public Difference changes() {
        refuseIfClosed();
        // Both of one moment: a rewind changes both.
        State[] states = runtime.store().readLocked(() ->
                new State[] {runtime.beginning(), runtime.store().state()});
        return Difference.between(states[0], states[1], emulator.surfaces());
    }

    /** Returns what has changed since a snapshot was taken, in this workspace or in another; see {@link #changes}. */
    public Difference changesSince(Snapshot snapshot) {
        return difference(snapshot.past().state());
    }

    /** Forgets everything. When this returns no delivery arrives any more. */
    @Override
    public void close() {
        beginClose().run();
    }

    /** Does the same without waiting. Run what is returned to wait until no delivery arrives any more. */
    CancelledDeliveries beginClose() {
        closed = true;
        end(idleTimeout.get());
        snapshots.clear();
        emulator.forget(this);
        return runtime.beginClose();
    }

    /** Says who would be told of what, and what happened last, for messages. */
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
     * @throws IllegalArgumentException when none was taken under that name in this workspace
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
