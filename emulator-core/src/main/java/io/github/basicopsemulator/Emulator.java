package io.github.basicopsemulator;

import io.github.basicopsemulator.basecamp.Basecamp;
import io.github.basicopsemulator.basicops.BasicOps;
import io.github.basicopsemulator.basicops.BasicOpsOptions;
import io.github.basicopsemulator.basicops.BasicOpsOptions.OAuthClient;
import io.github.basicopsemulator.control.Control;
import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.ResourceRegistry;
import io.github.basicopsemulator.engine.ResourceRegistry.Entry;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.engine.VirtualClock;
import io.github.basicopsemulator.engine.WorkspaceLimits;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.engine.WorkspaceSnapshot;
import io.github.basicopsemulator.event.InterruptFlag;
import io.github.basicopsemulator.http.HttpServer;
import io.github.basicopsemulator.http.JettyHttpTransport;
import io.github.basicopsemulator.outbound.EgressPolicy;
import io.github.basicopsemulator.outbound.HttpTransport;
import io.github.basicopsemulator.outbound.OwnServer;
import io.github.basicopsemulator.seed.SeedFile;
import io.github.basicopsemulator.seed.SeedLoader;
import io.github.basicopsemulator.sell.Sell;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.tls.Identity;
import io.github.basicopsemulator.webhook.CancelledDeliveries;
import io.github.basicopsemulator.webhook.DeliveryResources;
import io.github.basicopsemulator.webhook.DispatchSettings;
import io.github.basicopsemulator.webhook.PayloadFormat;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A running emulator: one HTTP server with any number of isolated workspaces.
 *
 *
 * <p>Safe for use by many threads. Closing it frees its port and deletes its workspaces. Its threads are daemons: an
 * emulator that is not closed ends with the JVM.
 */
public final class Emulator implements AutoCloseable {

    private static final String DEFAULT_WORKSPACE = "";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1,200}");

    private final @Nullable Identity identity;
    private final HttpTransport transport;
    private final BasicOps basicOps;
    private final List<Surface> surfaces;
    private final ResourceRegistry kinds;
    private final Engine engine;
    private final WorkspaceSnapshot fresh;
    private final DeliveryResources network;
    private final WorkspaceLimits limits;
    private final int mostJournaled;
    private final long mostJournalBytes;
    private final boolean workspacesOnDemand;
    private final Duration onDemandTtl;
    private final WorkspaceRegistry workspaces;
    private final HttpServer server;
    private final URI url;
    private final @Nullable String publicUrl;
    private final Object closing = new Object();

    private Emulator(Options options) throws BindException {
        this.workspacesOnDemand = options.workspacesOnDemand;
        this.onDemandTtl = options.onDemandTtl;
        this.workspaces = new WorkspaceRegistry(options.maxWorkspaces);
        this.publicUrl = options.publicUrl;
        this.identity = options.identity();
        OwnServer own = new OwnServer(publicUrl);
        this.transport = new JettyHttpTransport(identity, own);
        this.basicOps = new BasicOps(options.basicOps(), transport);
        this.surfaces = List.of(basicOps, new Sell(options.sell()), new Basecamp(options.basecamp()));
        this.kinds = new ResourceRegistry(surfaces);
        this.engine = new Engine(
                Stream.concat(surfaces.stream(), Stream.of(new Control(surfaces, () -> this, options.guard())))
                        .toList(),
                HttpServer::nanos,
                options.takesFaultHeader,
                options.origins());
        this.limits = options.limits();
        this.mostJournaled = options.mostJournaled;
        this.mostJournalBytes = options.mostJournalBytes;
        this.network = new DeliveryResources(
                transport, EgressPolicy.inside(options.webhookHosts()), options.webhookPatience, options.randomSeed);
        this.fresh = seeded(
                new WorkspaceSnapshot(
                        engine.fresh(options.randomSeed),
                        new VirtualClock.Mode(options.clock),
                        new DispatchSettings(PayloadFormat.valueOf(options.payload.name()))),
                options.seedFiles,
                options.seeds);
        this.server = new HttpServer(engine, this::runtime, options.http(identity));
        own.listensAt(server.port());
        String host = options.isOnEveryAddress() ? "127.0.0.1" : options.host;
        this.url = URI.create(
                "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port() + options.pathPrefix);
        workspaces.add(new Workspace(this, DEFAULT_WORKSPACE, fresh));
        try {
            server.start();
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    /**
     * Starts an emulator on a free port of the loopback address.
     *
     * @throws IllegalStateException when it cannot listen
     */
    public static Emulator start() {
        return builder().start();
    }

    /** Begins an emulator with options of its own. */
    public static Builder builder() {
        return new Builder();
    }

    /** The URL of the default workspace, without a slash at its end: {@code http://127.0.0.1:49152}. */
    public URI url() {
        return url;
    }

    /**
     * The base of URLs that the emulator generates, such as those of inboxes: the public URL of the default workspace,
     * or {@link #url()} without one. Without a slash at its end.
     */
    public URI publicUrl() {
        return publicUrl(DEFAULT_WORKSPACE);
    }

    /**
     * The URL of the default workspace over HTTPS, without a slash at its end: {@code https://127.0.0.1:49152}, the same port as
     * over HTTP.
     *
     * @throws IllegalStateException unless started with {@link Builder#https()}
     */
    public URI secureUrl() {
        return secure(url);
    }

    /**
     * Returns true if it was started with {@link Builder#https()}, and so has {@link #secureUrl()} and a certificate.
     */
    public boolean servesHttps() {
        return identity != null;
    }

    /**
     * The certificate that clients are shown over HTTPS, as PEM: for {@code curl --cacert}, {@code NODE_EXTRA_CA_CERTS} and the
     * like.
     *
     * @throws IllegalStateException unless started with {@link Builder#https()}
     */
    public String tlsCertificate() {
        return identity().pem();
    }

    /**
     * Makes a context for clients that trusts the certificate of {@link #tlsCertificate()}, and no other.
     *
     * @throws IllegalStateException unless started with {@link Builder#https()}
     */
    public SSLContext sslContext() {
        return identity().trusted();
    }

    /**
     * The default workspace, which answers at {@link #url()} itself.
     *
     * @throws IllegalStateException when it or the emulator is closed
     */
    public Workspace workspace() {
        workspaces.refuseIfClosed();
        Workspace workspace = workspaces.find(DEFAULT_WORKSPACE);
        if (workspace == null) {
            throw new IllegalStateException("the default workspace is closed: take it before closing it");
        }
        return workspace;
    }

    /**
     * Finds or creates the workspace of that name; it answers at {@code /w/NAME} of the same port.
     *
     * @param name 1 to 200 letters, digits and {@code . _ ~ -}
     * @throws IllegalArgumentException for a name with other characters
     * @throws IllegalStateException if there are too many workspaces, or the emulator is closed
     */
    public Workspace workspace(String name) {
        workspaces.refuseIfClosed();
        Workspace known = workspaces.find(checked(name));
        return known == null ? added(fresh(name)) : known;
    }

    /**
     * Creates a fresh workspace.
     *
     * @param name 1 to 200 letters, digits and {@code . _ ~ -}
     * @throws IllegalArgumentException for a name with other characters
     * @throws IllegalStateException if there is a workspace of that name already, there are too many, or the emulator
     * is closed
     */
    public Workspace newWorkspace(String name) {
        return workspace(name, new Snapshot(fresh));
    }

    /** Finds the workspace of that name, empty for the default one. Creates no workspace. */
    public Optional<Workspace> find(String name) {
        return Optional.ofNullable(workspaces.find(name));
    }

    /** Returns the workspaces that there are, by their names; the default one is the first. */
    public List<Workspace> workspaces() {
        return workspaces.all();
    }

    /**
     * Returns a page of workspaces in the order of their names. The cost depends on the size of the page.
     *
     * @param after the name before the page; null for the first page
     * @param limit the maximum size of the page
     */
    public List<Workspace> workspaces(@Nullable String after, int limit) {
        return workspaces.page(after, limit);
    }

    /** The number of workspaces, the default one included. */
    public int workspaceCount() {
        return workspaces.size();
    }

    /**
     * Makes a workspace that begins as another was when the snapshot was taken, in constant time.
     *
     * @throws IllegalStateException when there is a workspace of that name already, there are too many, or the emulator is closed
     */
    public Workspace workspace(String name, Snapshot snapshot) {
        Workspace workspace = new Workspace(this, checked(name), snapshot.past());
        if (added(workspace) != workspace) {
            throw new IllegalStateException(
                    "there is a workspace \"" + name + "\" already: close it, or take another name");
        }
        return workspace;
    }

    /** Adds a workspace; one that cannot be added, or comes too late, is closed. Returns the one that has the name. */
    private Workspace added(Workspace workspace) {
        Workspace there = null;
        try {
            there = workspaces.add(workspace);
            return there;
        } finally {
            if (there != workspace) {
                workspace.close();
            }
        }
    }

    /**
     * Stops listening, closes all workspaces and ends all connections; requests in progress may fail. Can be called
     * again, and by many threads: each call returns when the emulator is closed.
     */
    @Override
    public void close() {
        server.refuse();
        workspaces.close();
        synchronized (closing) {
            try {
                // All are called back before any is waited for: they share one grace of half a second.
                CancelledDeliveries.of(workspaces.all().stream()
                                .map(Workspace::beginClose)
                                .toList())
                        .run();
                server.close();
            } finally {
                network.close();
                transport.close();
            }
        }
    }

    /** Names the emulator and its URL. */
    @Override
    public String toString() {
        return "emulator at " + url;
    }

    /** The same URL over HTTPS. */
    URI secure(URI plain) {
        identity();
        return URI.create(plain.toString().replaceFirst("^http:", "https:"));
    }

    private Identity identity() {
        if (identity == null) {
            throw new IllegalStateException(
                    "this emulator serves HTTP alone: start it with Emulator.builder().https()");
        }
        return identity;
    }

    Engine engine() {
        return engine;
    }

    /** The vendors' APIs, in the order in which they are served. */
    List<Surface> surfaces() {
        return surfaces;
    }

    /** A token that is let in by a workspace in this state. */
    String token(State state) {
        return basicOps.token(state);
    }

    /** Finds who serves a kind, by the word for it. */
    Entry served(String kind) {
        return kinds.find(kind);
    }

    WorkspaceSnapshot fresh() {
        return fresh;
    }

    WorkspaceLimits limits() {
        return limits;
    }

    DeliveryResources network() {
        return network;
    }

    io.github.basicopsemulator.journal.ExchangeLog newJournal() {
        return new io.github.basicopsemulator.journal.ExchangeLog(mostJournaled, mostJournalBytes);
    }

    void forget(Workspace workspace) {
        workspaces.remove(workspace);
    }

    /** Creates the loader of seed files when it is needed. */
    SeedLoader seedLoader() {
        return new SeedLoader(engine, surfaces);
    }

    /** Loads the builder's seeds before any workspace begins: no webhook is sent, and no request is counted. */
    private WorkspaceSnapshot seeded(WorkspaceSnapshot initial, List<Supplier<SeedFile>> files, List<Seed<?>> seeds) {
        if (files.isEmpty() && seeds.isEmpty()) {
            return initial;
        }
        WorkspaceRuntime runtime = new WorkspaceRuntime("", initial, network, newJournal(), limits);
        // A closed dispatcher accepts no messages.
        runtime.dispatcher().close().run();
        files.forEach(file -> seedLoader().load(file.get(), runtime, ""));
        if (!seeds.isEmpty()) {
            SeedImporter.load(seeds, runtime, "", this);
        }
        return initial.with(runtime.store().state(), runtime.clock().setting());
    }

    private Workspace fresh(String name) {
        return new Workspace(this, name, fresh);
    }

    /** The base URL of a workspace. */
    URI url(String workspace) {
        return workspace.isEmpty() ? url : URI.create(url + "/w/" + workspace);
    }

    URI publicUrl(String workspace) {
        return URI.create((publicUrl == null ? url : publicUrl) + (workspace.isEmpty() ? "" : "/w/" + workspace));
    }

    static String checked(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "a name is 1 to 200 letters, digits and . _ ~ - but this was \"" + name + "\"");
        }
        return name;
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    /**
     * Finds the workspace that a request came for. Where workspaces are made on demand, only a request that a fresh workspace
     * would let in makes one; any other is refused by a workspace that is gone afterwards.
     */
    private @Nullable WorkspaceRuntime runtime(String name, Supplier<Request> request) {
        Workspace known = workspaces.find(name);
        if (known != null) {
            return known.used();
        }
        if (!workspacesOnDemand || !isName(name)) {
            return null;
        }
        return isServed(request.get()) ? demanded(name).used() : fresh(name).used();
    }

    /** A clock that fails makes no workspace; the request then fails by it. */
    private boolean isServed(Request request) {
        try {
            Instant now = new VirtualClock("", fresh.clock()).now();
            return engine.serves(request, fresh.state(), now);
        } catch (RuntimeException noTime) {
            return false;
        }
    }

    private Workspace demanded(String name) {
        workspaces.refuseIfFull();
        Workspace made = fresh(name);
        if (!onDemandTtl.isZero()) {
            made.expireAfter(onDemandTtl);
        }
        return added(made);
    }

    /** The options of an emulator; each has a default that suits a test. */
    public static final class Builder {

        private final Options options = new Options();

        private Builder() {}

        /**
         * Binds to this address instead of the loopback address, such as {@code 0.0.0.0}, {@code ::1} or a name. Every
         * machine that reaches the address can use the emulator.
         */
        public Builder host(String host) {
            options.host = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
            return this;
        }

        /** Binds to this port; 0, the default, is any free one. */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("a port is a number from 0 to 65535, but this was " + port);
            }
            options.port = port;
            return this;
        }

        /**
         * Declares an access token of the default users: 38 in BasicOps, 1 in Sell, 149087659 in Basecamp. Once one is
         * declared, all others are refused.
         */
        public Builder token(String token) {
            token(token, BasicOpsOptions.DEFAULT_USER);
            options.defaultTokens.add(token);
            return this;
        }

        /** Declares an access token of a BasicOps user. Once one is declared, all others are refused there. */
        public Builder token(String token, long user) {
            if (token.isBlank() || !token.equals(token.strip())) {
                throw new IllegalArgumentException("a token is not blank and has no space at its ends");
            }
            options.tokens.put(token, user);
            return this;
        }

        /** Sets the clock of all workspaces without a clock of their own; the system clock by default. */
        public Builder clock(Clock clock) {
            options.clock = clock;
            return this;
        }

        /** Sets the seed of random ids, such as those of pictures; 1 by default. */
        public Builder randomSeed(long seed) {
            options.randomSeed = seed;
            return this;
        }

        /** Begins the links into the web application, {@code viewUrl} and the like, with this in place of BasicOps' own. */
        public Builder appUrl(String url) {
            options.appUrl = BaseUrls.withoutSlashes(url);
            return this;
        }

        /**
         * Serves all paths below this prefix; URLs in responses, and {@link Emulator#url}, include it. For a proxy that
         * forwards a part of its paths unchanged.
         *
         * @param prefix such as {@code /mock}: letters, digits and {@code . _ ~ -} between slashes
         */
        public Builder pathPrefix(String prefix) {
            options.pathPrefix = BaseUrls.path(prefix);
            return this;
        }

        /**
         * Sets the base of URLs in responses, inboxes and pages, independent of the {@code Host} that clients send;
         * webhooks may lead to its host.
         *
         * @param url such as {@code https://dev.example.com/mock}; http or https, optionally with a path, without a
         * query
         */
        public Builder publicUrl(String url) {
            options.publicUrl = BaseUrls.url(url);
            return this;
        }

        /**
         * Lets pages of these origins send requests from a browser and read the replies, all but those below {@code /_emulator}, and
         * send cookies along. Requests of pages of other origins are refused.
         *
         * @param origins each such as {@code http://localhost:3000}, or {@code null} for pages from files; {@code *} for all,
         *     without cookies
         */
        public Builder corsOrigins(String... origins) {
            for (String origin : origins) {
                options.corsOrigins.add(BaseUrls.origin(origin));
            }
            return this;
        }

        /**
         * Lets browsers call the emulator by these names, too. They may always call it by {@code localhost}, addresses in figures,
         * and the host of {@link #publicUrl}; their requests to any other name are refused, since a page can make a name of its
         * own lead here. Programs that are not browsers may use any name.
         *
         * @param hosts names without a port, {@code *.example.com} for all below one, or {@code *} for any
         */
        public Builder allowedHosts(String... hosts) {
            for (String host : hosts) {
                options.allowedHosts.add(BaseUrls.allowedHost(host));
            }
            return this;
        }

        /**
         * Answers HTTPS as well as HTTP, on the same port, with a key and a certificate made at the start: for localhost,
         * 127.0.0.1, ::1, the address that is bound to and the host of the public URL. It is good for two years.
         */
        public Builder https() {
            Clock real = Clock.systemUTC();
            options.identity = () -> Identity.generated(options.certifiedHosts(), real.instant());
            return this;
        }

        /**
         * Serves HTTPS and HTTP on the same port, with this certificate, which {@link #start} reads.
         *
         * @param certificate a file in PEM; the issuers of the certificate may follow it
         * @param key a file in PEM, {@code PRIVATE KEY}, without a password
         */
        public Builder https(Path certificate, Path key) {
            options.identity = () -> Identity.read(certificate, key);
            return this;
        }

        /**
         * Uses {@code Forwarded} and {@code X-Forwarded-*} headers for URLs; only for an emulator behind a proxy.
         * Invalid headers are ignored.
         */
        public Builder trustForwardedHeaders() {
            options.trustForwardedHeaders = true;
            return this;
        }

        /**
         * Creates a workspace at the first request to its URL; without this option such a request is an error. A
         * request that is refused for its token or its path creates no workspace. A workspace created on demand is
         * closed after an hour without a request; see {@link #onDemandTtl}.
         */
        public Builder workspacesOnDemand() {
            options.workspacesOnDemand = true;
            return this;
        }

        /**
         * Closes workspaces that were made on demand when no request has come to them for so long, in real time; zero to keep them
         * as long as the emulator. One hour by default.
         */
        public Builder onDemandTtl(Duration idle) {
            if (idle.isNegative()) {
                throw new IllegalArgumentException("a time to live is not negative, but this was " + idle);
            }
            options.onDemandTtl = idle;
            return this;
        }

        /** Lets there be so many workspaces besides the default one; 10,000 by default. */
        public Builder maxWorkspaces(int max) {
            options.maxWorkspaces = (int) Options.limit(max);
            return this;
        }

        /**
         * Loads these seeds into every fresh workspace: people, clients or any other records. No webhook is sent for
         * them. {@link #start} throws an {@link IllegalArgumentException} for an invalid seed.
         */
        public Builder seed(Seed<?>... seeds) {
            options.seeds.addAll(List.of(seeds));
            return this;
        }

        /**
         * Loads a seed file into every fresh workspace, after the files given before and before {@link #seed(Seed...)}.
         * {@link #start} throws an {@link IllegalArgumentException} for an invalid file; see {@link
         * Workspace#seed(Path)}.
         */
        public Builder seed(Path file) {
            options.seedFiles.add(() -> SeedFile.of(file));
            return this;
        }

        /** Loads a text in YAML or JSON into every fresh workspace, as {@link #seed(Path)} does. */
        public Builder seed(String yamlOrJson) {
            options.seedFiles.add(() -> SeedFile.of(yamlOrJson));
            return this;
        }

        /** Registers an OAuth client with a secret. Once one is registered, all others are refused. */
        public Builder client(String id, String secret, String redirectUri) {
            options.clients.add(new OAuthClient(id, secret, redirectUri));
            return this;
        }

        /** Registers an OAuth client without a secret, which must use PKCE. Once one is registered, all others are refused. */
        public Builder publicClient(String id, String redirectUri) {
            options.clients.add(new OAuthClient(id, null, redirectUri));
            return this;
        }

        /** Gives OAuth codes to browsers at once, as to other clients, instead of showing a page that asks. */
        public Builder skipConsent() {
            options.asksNobody = true;
            return this;
        }

        /**
         * Puts each record in the list of time entries into an envelope of its own, as the reference's example prints it.
         */
        public Builder wrapTimeEntries() {
            options.wrapTimeEntries = true;
            return this;
        }

        /** Answers a PATCH or PUT with an id and links, as the reference's introduction says; its examples do not. */
        public Builder updateResponseLinks() {
            options.updateResponseLinks = true;
            return this;
        }

        /** Lets tasks have these statuses, too: the reference's list is shorter than that of many live workspaces. */
        public Builder taskStatuses(String... more) {
            options.extraTaskStatuses = List.of(more);
            return this;
        }

        /** Serves Basecamp as this account, with whose id its paths begin; 999999999 by default. */
        public Builder basecampAccount(long account) {
            if (account < 1) {
                throw new IllegalArgumentException("the id of an account is at least 1, but this was " + account);
            }
            options.basecampAccount = account;
            return this;
        }

        /** Lets Basecamp write moments in this time zone; UTC by default. */
        public Builder basecampZone(ZoneId zone) {
            options.basecampZone = zone;
            return this;
        }

        /** Lets the token of a file that was sent to Basecamp be attached once only; otherwise it can be again. */
        public Builder basecampSingleUseTokens() {
            options.basecampSingleUseTokens = true;
            return this;
        }

        /** Returns 501 for behaviour that the vendor does not document. */
        public Builder strict() {
            options.strict = true;
            return this;
        }

        /** Does not check that {@code owner_id} and {@code resource_id} of Sell tasks exist. */
        public Builder sellUncheckedReferences() {
            options.sellUncheckedReferences = true;
            return this;
        }

        /** Refuses to fetch files for {@code uploadurl} from loopback and private addresses, which is otherwise done. */
        public Builder fetchOnlyFromPublicHosts() {
            options.fetchesPrivate = false;
            return this;
        }

        /**
         * Allows webhooks to these hosts, too. The default is loopback and private addresses, and names without a dot
         * or under {@code .local}, {@code .internal} or {@code .localhost}; deliveries to other hosts are blocked
         * without a DNS lookup. Link-local addresses, where cloud metadata services are, are never called, nor is the
         * control API of this emulator, except its inboxes.
         *
         * @param hosts names, or {@code *.example.com} for all subdomains, or {@code *} for any host
         */
        public Builder webhooksTo(String... hosts) {
            options.webhookHosts.addAll(List.of(hosts));
            return this;
        }

        /** Gives subscribers this time to answer a delivery; 5 seconds by default. */
        public Builder webhookTimeout(Duration patience) {
            options.webhookPatience = TimeLimits.positive("a timeout", patience);
            return this;
        }

        /** Signs deliveries so, where webhooks want them signed; {@link WebhookSignature#standard} by default. */
        public Builder webhookSignature(WebhookSignature signature) {
            options.signature = signature;
            return this;
        }

        /** Writes deliveries in this form, unless a workspace or a webhook has another; as documented by default. */
        public Builder webhookPayload(Webhooks.Payload payload) {
            options.payload = payload;
            return this;
        }

        /**
         * Lets requests inject faults into themselves by the header {@code X-Emulator-Fault}; without this option the
         * header is ignored.
         */
        public Builder allowFaultHeader() {
            options.takesFaultHeader = true;
            return this;
        }

        /**
         * Asks for this token wherever the emulator is controlled over HTTP, under {@code /_emulator}. Without one that is open on
         * the loopback address, and closed on any other.
         */
        public Builder controlToken(String token) {
            if (token.isBlank() || !token.equals(token.strip())) {
                throw new IllegalArgumentException("a token is not blank and has no space at its ends");
            }
            options.controlToken = token;
            return this;
        }

        /** Bounds the journal of each workspace by requests and bytes; 0 keeps no requests. */
        public Builder journal(int requests, long bytes) {
            if (requests < 0 || bytes < 0) {
                throw new IllegalArgumentException(
                        "a limit is not negative, but these were " + requests + " and " + bytes);
            }
            options.mostJournaled = requests;
            options.mostJournalBytes = bytes;
            return this;
        }

        /** Refuses JSON bodies of more bytes than this; 1 MiB by default. */
        public Builder maxJsonBytes(int bytes) {
            options.mostJsonBytes = positive(bytes);
            return this;
        }

        /** Refuses files of more bytes than this; 64 MiB by default. */
        public Builder maxUploadBytes(int bytes) {
            options.mostUploadBytes = positive(bytes);
            return this;
        }

        /**
         * Limits the records of a workspace, of all kinds together; 1,000,000 by default. Beyond this and every other
         * limit of a workspace a request gets 507 in the vendor's shape, and Java calls throw an {@link
         * IllegalStateException}.
         */
        public Builder maxRecords(long max) {
            options.maxRecords = Options.limit(max);
            return this;
        }

        /**
         * Limits the memory of a workspace's records and files; 512 MiB by default. Its named snapshots can keep as
         * much again, and so can its initial state.
         */
        public Builder maxStoredBytes(long max) {
            options.maxStoredBytes = Options.limit(max);
            return this;
        }

        /**
         * Refuses requests to a workspace with 503 while the bodies of its responses that are delayed, or not read by their clients,
         * take as many bytes as this; 256 MiB by default. Responses of the control API are counted apart.
         */
        public Builder maxUnsentBytes(long max) {
            options.maxUnsentBytes = Options.limit(max);
            return this;
        }

        /** Lets so many deliveries wait in a workspace: held, delayed, repeated later or in line; 10,000 by default. */
        public Builder maxHeldDeliveries(int max) {
            options.maxHeldDeliveries = (int) Options.limit(max);
            return this;
        }

        /** Lets a workspace have so many inboxes; 1,000 by default. */
        public Builder maxInboxes(int max) {
            options.maxInboxes = (int) Options.limit(max);
            return this;
        }

        /** Lets a workspace keep so many snapshots under names, the newest; 100 by default. */
        public Builder maxSnapshots(int max) {
            options.maxSnapshots = (int) Options.limit(max);
            return this;
        }

        private static int positive(int bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("a limit is at least 1 byte, but this was " + bytes);
            }
            return bytes;
        }

        /**
         * Starts the emulator.
         *
         * @throws IllegalStateException when it cannot listen at the address
         */
        public Emulator start() {
            return InterruptFlag.without(() -> {
                try {
                    return new Emulator(options);
                } catch (BindException cannot) {
                    throw new IllegalStateException(cannot.getMessage(), cannot);
                }
            });
        }
    }
}
