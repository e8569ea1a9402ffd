package io.github.basicopsemulator.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.Failure;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Reply;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.UnsentBytes;
import io.github.basicopsemulator.engine.World;
import io.github.basicopsemulator.journal.Mask;
import io.github.basicopsemulator.json.ControlCharacters;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.LimitReached;
import io.github.basicopsemulator.tls.Identity;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.servlet.JavalinServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.MemoryUtils;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/** The engine on a port: turns what comes over HTTP into requests, and replies into what goes back. */
public final class HttpServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.github.basicopsemulator.requests");
    /** The names of all threads begin with it. */
    private static final String NAME = "emulator";

    /** After half of it, requests that are still being answered are interrupted. */
    private static final long STOP_MILLIS = 1_000;

    /** How long {@link #close} waits until replies that are due have been sent. */
    private static final long SEND_LIMIT_MILLIS = 500;

    /** Longer than clients keep connections, so that none is closed while a client sends its next request. */
    static final Duration LONGEST_IDLE = Duration.ofMinutes(30);

    /** How long no byte of a request or its reply may come through. A reply that is waited for does not count. */
    static final Duration LONGEST_STALL = Duration.ofSeconds(60);

    private static final int LONGEST_LOGGED = 500;
    private static final int MAX_THREADS = 200;
    private static final int MIN_THREADS = 8;
    /** As many as Jetty chooses. */
    private static final int DEFAULT_SELECTORS = -1;
    /** Connections that wait for being accepted; a client that comes when there are more waits a second for its next try. */
    private static final int MOST_UNANSWERED = 1_024;
    /** How many files of the largest size a workspace may be receiving at once. */
    private static final int MAX_UPLOADS = 4;

    static {
        tellHowWideReferencesAre();
    }

    private final Engine engine;
    private final Worlds worlds;
    private final HttpOptions options;
    private final Cors cors;
    private final Failures failures;
    private final Server server;
    private final ServerConnector connector;
    private final OpenConnections connections = new OpenConnections();
    /** A permit for each thread that answers a request; {@link #close} waits for all of them. */
    private final Semaphore answering = new Semaphore(MAX_THREADS);

    /** The ends of replies that are not sent at once. */
    private final Set<CompletableFuture<Void>> pending = ConcurrentHashMap.newKeySet();

    private volatile boolean closing;

    /** The workspaces that requests come for. */
    public interface Worlds {

        /**
         * Finds a workspace by its name, the empty one for the default; null for none.
         *
         * @param request the request but for its body and number, where that decides whether a workspace is made
         * @throws LimitReached when it would be made and there are too many
         */
        @Nullable
        World find(String name, Supplier<Request> request);
    }

    /**
     * Takes the port, and answers from {@link #start} on.
     *
     * @throws BindException when the address cannot be had
     */
    public HttpServer(Engine engine, Worlds worlds, HttpOptions options) throws BindException {
        this(engine, worlds, options, LONGEST_IDLE, LONGEST_STALL);
    }

    /** Takes the port, with a time for which a connection may be idle and one for which a request may stall. */
    HttpServer(Engine engine, Worlds worlds, HttpOptions options, Duration longestIdle, Duration longestStall)
            throws BindException {
        this.engine = engine;
        this.worlds = worlds;
        this.options = options;
        this.cors = new Cors(options.corsOrigins());
        this.failures = new Failures(engine, worlds, () -> closing, options.pathPrefix(), cors);
        // Without a scheduler of its own Jetty makes one whose thread keeps the JVM alive.
        this.server = new Server(threads(), new ScheduledExecutorScheduler(NAME + "-timer", true), null);
        this.connector = connector(server, options.tls(), longestStall);
        connector.setIdleTimeout(longestIdle.toMillis());
        connector.addBean(connections);
        server.setHandler(new BodyReader(
                context(Javalin.create(this::configure)),
                this::maxBody,
                options.pathPrefix(),
                MAX_UPLOADS * (long) options.mostUpload()));
        server.setErrorHandler(new UnreadableRequests(engine, options.pathPrefix(), cors, failures));
        bind();
    }

    /** A stopwatch, in nanoseconds of real time. */
    public static long nanos() {
        return System.nanoTime();
    }

    /**
     * Begins to answer.
     *
     * @throws IllegalStateException when the server does not start
     */
    public void start() {
        try {
            Uninterrupted.run(server::start);
        } catch (Exception failed) {
            throw new IllegalStateException("the HTTP server does not start: " + failed.getMessage(), failed);
        }
    }

    /** The port that was bound. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Refuses requests from now on, and ends their connections. */
    public void refuse() {
        closing = true;
    }

    /** Ends all connections, and frees the port. */
    @Override
    public void close() {
        refuse();
        try {
            Uninterrupted.run(() -> {
                awaitPendingReplies();
                server.stop();
            });
        } catch (Exception failed) {
            throw new IllegalStateException("the HTTP server does not stop: " + failed.getMessage(), failed);
        } finally {
            connections.close();
        }
    }

    /** Jetty would mix its own error page into replies that are just being sent. Clients that read nothing are not waited for. */
    private void awaitPendingReplies() throws InterruptedException, ExecutionException {
        if (answering.tryAcquire(MAX_THREADS, SEND_LIMIT_MILLIS, MILLISECONDS)) {
            answering.release(MAX_THREADS);
        }
        try {
            CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new)).get(SEND_LIMIT_MILLIS, MILLISECONDS);
        } catch (TimeoutException unread) {
            // Their connections are ended.
        }
    }

    /** Or Jetty asks the platform's management, at a tenth of the whole start. The property is gone again when it has been read. */
    private static void tellHowWideReferencesAre() {
        String property = "org.eclipse.jetty.util.referencesPerCacheLine";
        if (System.getProperty(property) == null) {
            System.setProperty(property, "16");
            MemoryUtils.getReferencesPerCacheLine();
            System.clearProperty(property);
        }
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        threads.setName(NAME);
        // Otherwise one idle thread ends a minute, and a burst of requests leaves most of them for hours.
        threads.setMaxEvictCount(MAX_THREADS);
        threads.setStopTimeout(STOP_MILLIS);
        threads.setDaemon(true);
        return threads;
    }

    private static ServerConnector connector(Server server, @Nullable Identity tls, Duration longestStall) {
        HttpConfiguration http = new HttpConfiguration();
        configure(http);
        http.setIdleTimeout(longestStall.toMillis());
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        ServerConnector connector = tls == null
                ? new WatchedConnector(server, plain)
                : new WatchedConnector(server, Secure.connections(plain, tls));
        server.addConnector(connector);
        return connector;
    }

    /** Makes connections that tell when their client has gone. */
    private static final class WatchedConnector extends ServerConnector {

        /** The thread of the selector accepts connections: a thread that is interrupted while it accepts one loses it, open. */
        WatchedConnector(Server server, ConnectionFactory... factories) {
            super(server, 0, DEFAULT_SELECTORS, factories);
        }

        @Override
        protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            SocketChannelEndPoint endPoint = new WatchedEndPoint(channel, selector, key, getScheduler(), getExecutor());
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
        }
    }

    /** Javalin as a servlet in a Jetty of ours: its own start prints advice on logging into every user's output. */
    private static ServletContextHandler context(Javalin javalin) {
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.addServlet(new ServletHolder(new JavalinServlet(javalin.unsafe)), "/*");
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        return context;
    }

    private void bind() throws BindException {
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setAcceptQueueSize(MOST_UNANSWERED);
        try {
            connector.open();
        } catch (IOException | RuntimeException taken) {
            Throwable reason = taken;
            while (reason.getCause() != null) {
                reason = reason.getCause();
            }
            BindException cannot = new BindException("cannot listen on " + options.host() + ":" + options.port() + ": "
                    + (reason.getMessage() == null ? reason.toString() : reason.getMessage()));
            cannot.initCause(taken);
            throw cannot;
        }
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.routes.before(context -> {
            context.skipRemainingHandlers();
            answerOrFail(context);
        });
    }

    /** Paths reach the engine as they were sent; the Date header comes from the workspace's clock. */
    private static void configure(HttpConfiguration http) {
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(32 << 10);
        // Both alike: after a try with the smaller one Jetty would forget that the connection is to end.
        http.setResponseHeaderSize(ResponseChannel.MAX_HEAD_BYTES);
        http.setMaxResponseHeaderSize(ResponseChannel.MAX_HEAD_BYTES);
    }

    /** Answers, also where something outside the engine fails. */
    private void answerOrFail(Context context) {
        ResponseChannel channel = new ResponseChannel(context.req(), context.res());
        answering.acquireUninterruptibly();
        try {
            answer(context, channel);
        } catch (Throwable e) {
            fail(e, context, channel);
        } finally {
            answering.release();
        }
    }

    private void fail(Throwable cause, Context context, ResponseChannel channel) {
        HttpServletRequest incoming = context.req();
        Reply reply =
                failures.reply(incoming.getMethod(), incoming.getRequestURI(), incoming.getHeader("Origin"), cause);
        if (context.res().isCommitted()) {
            channel.end(false);
            return;
        }
        try {
            context.res().reset();
            new Sender(channel, null, server.getThreadPool()).send(reply);
        } catch (RuntimeException | Error e) {
            new Failure(e).log("The connection is closed, since not even the reply with 500 can be sent");
            channel.end(false);
        }
    }

    private void answer(Context context, ResponseChannel channel) {
        long began = System.nanoTime();
        HttpServletRequest incoming = context.req();
        Address address = Address.of(incoming, options);
        boolean isShared = engine.isEmulated(address.path());
        boolean isPreflight = isShared && cors.isPreflight(incoming);
        Answered answered = isPreflight ? new Answered(null, cors.preflight(incoming)) : answered(address, incoming);
        Reply answer = answered.reply();
        String origin = isShared && !isPreflight ? incoming.getHeader("Origin") : null;
        World world = answered.world();
        UnsentBytes unsent = world == null ? null : world.unsent();
        String method = incoming.getMethod();
        String uri = incoming.getRequestURI();
        // Logged before it is sent: a client that has a reply finds its line in the log.
        UnaryOperator<Reply> finish = reply -> {
            Reply readable = isShared && !isPreflight ? cors.readable(reply, origin) : bounded(reply, unsent);
            log(method, uri, readable, (System.nanoTime() - began) / 1000);
            return readable;
        };
        Sender sender = new Sender(channel, answered.world(), server.getThreadPool());
        if (Sender.isImmediate(answer)) {
            try {
                sender.send(finish.apply(answer));
            } finally {
                afterwards(answer);
            }
        } else {
            PendingReply reply = new PendingReply(channel, sender, finish, server.getThreadPool(), size -> {
                if (unsent != null) {
                    unsent.add(isShared, size);
                }
            });
            pending.add(reply.sent());
            reply.sent().whenComplete((sent, failure) -> pending.remove(reply.sent()));
            context.future(() -> reply.begin(answer));
        }
    }

    /** Replaces a large reply of the control API while too many of them are not read; small ones need no bound. */
    private static Reply bounded(Reply reply, @Nullable UnsentBytes unsent) {
        return unsent != null && unsent.isFull(false) && reply.body().length > Sender.MAX_BUFFERED
                ? Reply.json(503, Json.object("error", unsent.refusal()))
                : reply;
    }

    /** Does what is to be done after a reply. A failure here cannot change the reply any more. */
    static void afterwards(Reply reply) {
        try {
            reply.afterwards().run();
        } catch (RuntimeException | Error e) {
            new Failure(e).log("Webhooks may be missing after a reply");
        }
    }

    /** A reply, and the workspace that it is of; null for none. */
    private record Answered(@Nullable World world, Reply reply) {}

    private Answered answered(Address address, HttpServletRequest incoming) {
        try {
            World world = closing || address.isOutside()
                    ? null
                    : worlds.find(address.workspace(), () -> request(address, incoming, 0));
            return new Answered(world, world == null ? nowhere(address, incoming) : reply(world, address, incoming));
        } catch (LimitReached full) {
            Problem problem = Problem.full(full.getMessage());
            return new Answered(null, engine.refuse(request(address, incoming, 0), problem));
        }
    }

    /** Its parts apart, for whoever writes a log that programs read. */
    private static void log(String method, String uri, Reply reply, long micros) {
        if (LOG.isLoggable(System.Logger.Level.DEBUG)) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "{0} {1} {2} {3} us{4}",
                    method,
                    ControlCharacters.escape(Mask.text(uri)),
                    String.valueOf(reply.status()),
                    String.valueOf(micros),
                    reason(reply));
        }
    }

    /** What a refusal said, so that the log tells it even where the client swallows it. */
    private static String reason(Reply reply) {
        if (reply.status() < 400) {
            return "";
        }
        String body = Mask.body(
                reply.headers().first(Reply.REASON).orElseGet(() -> new String(reply.body(), StandardCharsets.UTF_8)));
        return " "
                + ControlCharacters.escape(
                        body.length() <= LONGEST_LOGGED ? body : body.substring(0, LONGEST_LOGGED) + "…");
    }

    private Reply reply(World world, Address address, HttpServletRequest incoming) {
        String method = incoming.getMethod();
        boolean isEmulated = engine.isEmulated(address.path());
        Request request = request(address, incoming, isEmulated ? world.nextRequest() : 0);
        try {
            if (isEmulated && world.unsent().isFull(true)) {
                throw Problem.busy(world.unsent().refusal());
            }
            return engine.handle(world, request.with(BodyReader.body(incoming.getAttribute(BodyReader.BODY))));
        } catch (Problem unread) {
            return engine.refuse(world, request, unread);
        }
    }

    /** All of a request but its body. */
    private Request request(Address address, HttpServletRequest incoming, long number) {
        String query = incoming.getQueryString();
        return new Request(
                incoming.getMethod(),
                address.path(),
                query == null ? "" : query,
                headers(incoming),
                new byte[0],
                address.base(),
                number,
                incoming.getScheme());
    }

    private Reply nowhere(Address address, HttpServletRequest incoming) {
        if (closing) {
            return engine.closing(request(address, incoming, 0));
        }
        String why = address.isOutside()
                ? "Nothing is served outside " + options.pathPrefix()
                        + ", the path prefix that this emulator was started with, but the request was for "
                        + incoming.getRequestURI() + "."
                : "There is no workspace \"" + address.workspace() + "\" here, or no longer. It is made by"
                        + " Emulator.workspace(name), and a name is 1 to 200 letters, digits and . _ ~ -";
        return engine.refuse(request(address, incoming, 0), Problem.noSuchPath(why));
    }

    /** The most bytes that the body of a request may have. */
    private int maxBody(org.eclipse.jetty.server.Request request) {
        String path = Address.of(request.getHttpURI().getPath(), options.pathPrefix(), "")
                .path();
        return engine.takes(request.getMethod(), path) == Route.Takes.BYTES ? options.mostUpload() : options.mostJson();
    }

    private static Headers headers(HttpServletRequest incoming) {
        Headers headers = new Headers();
        for (String name : Collections.list(incoming.getHeaderNames())) {
            for (String value : Collections.list(incoming.getHeaders(name))) {
                headers.add(name, utf8(value));
            }
        }
        return headers;
    }

    /** What clients send as UTF-8 comes out of the server as ISO 8859-1. */
    private static String utf8(String value) {
        if (value.chars().allMatch(c -> c < 0x80)) {
            return value;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException noUtf8) {
            return value;
        }
    }
}
