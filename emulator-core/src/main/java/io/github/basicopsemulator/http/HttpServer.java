package io.github.basicopsemulator.http;

import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.Failure;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Reply;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.World;
import io.github.basicopsemulator.tls.Identity;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.JavalinServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.EagerContentHandler;
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

    /** Longer than clients keep connections, so that none is closed while a client sends its next request. */
    static final Duration LONGEST_IDLE = Duration.ofMinutes(30);

    /** How long no byte of a request or its reply may come through. A reply that is waited for does not count. */
    static final Duration LONGEST_STALL = Duration.ofSeconds(60);

    private static final int LONGEST_LOGGED = 500;
    private static final int MOST_READ_IN_VAIN = 64 << 20;
    /** Connections that wait for being accepted; a client that comes when there are more waits a second for its next try. */
    private static final int MOST_UNANSWERED = 1_024;
    /** What a piece of a body takes in memory besides its bytes. */
    private static final int PER_CHUNK = 64;

    static {
        tellHowWideReferencesAre();
    }

    private final Engine engine;
    private final Function<String, @Nullable World> worlds;
    private final HttpOptions options;
    private final Cors cors;
    private final Failures failures;
    private final Server server;
    private final ServerConnector connector;
    private final OpenConnections connections = new OpenConnections();
    private volatile boolean closing;

    /**
     * Takes the port, and answers from {@link #start} on.
     *
     * @param worlds finds a workspace by its name, the empty one for the default
     * @throws BindException when the address cannot be had
     */
    public HttpServer(Engine engine, Function<String, @Nullable World> worlds, HttpOptions options)
            throws BindException {
        this(engine, worlds, options, LONGEST_IDLE, LONGEST_STALL);
    }

    /** Takes the port, with a time for which a connection may be idle and one for which a request may stall. */
    HttpServer(
            Engine engine,
            Function<String, @Nullable World> worlds,
            HttpOptions options,
            Duration longestIdle,
            Duration longestStall)
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
        server.setHandler(new StalledBodies(eager(context(Javalin.create(this::configure)), options.mostJson())));
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
            Uninterrupted.run(server::stop);
        } catch (Exception failed) {
            throw new IllegalStateException("the HTTP server does not stop: " + failed.getMessage(), failed);
        } finally {
            connections.close();
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
        QueuedThreadPool threads = new QueuedThreadPool(200, 8);
        threads.setName(NAME);
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
                ? new ServerConnector(server, plain)
                : new ServerConnector(server, Secure.connections(plain, tls));
        server.addConnector(connector);
        return connector;
    }

    /** Javalin as a servlet in a Jetty of ours: its own start prints advice on logging into every user's output. */
    private static ServletContextHandler context(Javalin javalin) {
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.addServlet(new ServletHolder(new JavalinServlet(javalin.unsafe)), "/*");
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        return context;
    }

    /** Has bodies wait for their rest without a thread, of which slow clients would otherwise take all that there are. */
    private static EagerContentHandler eager(ServletContextHandler context, int most) {
        return new EagerContentHandler(
                context, new EagerContentHandler.RetainedContentLoaderFactory(most, PER_CHUNK, false));
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
            answerOrFail(context.req(), context.res());
            context.skipRemainingHandlers();
        });
    }

    /** Paths reach the engine as they were sent; the Date header comes from the workspace's clock. */
    private static void configure(HttpConfiguration http) {
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(32 << 10);
        // Both alike: after a try with the smaller one Jetty would forget that the connection is to end.
        http.setResponseHeaderSize(Sender.MOST_HEAD_BYTES);
        http.setMaxResponseHeaderSize(Sender.MOST_HEAD_BYTES);
    }

    /** Answers, also where something outside the engine fails. */
    private void answerOrFail(HttpServletRequest incoming, HttpServletResponse outgoing) throws IOException {
        try {
            answer(incoming, outgoing);
        } catch (IOException e) {
            // The client has gone.
            throw e;
        } catch (Throwable e) {
            fail(e, incoming, outgoing);
        }
    }

    private void fail(Throwable cause, HttpServletRequest incoming, HttpServletResponse outgoing) throws IOException {
        Reply reply =
                failures.reply(incoming.getMethod(), incoming.getRequestURI(), incoming.getHeader("Origin"), cause);
        if (outgoing.isCommitted()) {
            Sender.end(incoming, false);
            return;
        }
        try {
            outgoing.reset();
            Sender.send(reply, null, incoming, outgoing);
        } catch (RuntimeException | Error e) {
            new Failure(e).log("The connection is closed, since not even the reply with 500 can be sent");
            Sender.end(incoming, false);
        }
    }

    private void answer(HttpServletRequest incoming, HttpServletResponse outgoing) throws IOException {
        long began = System.nanoTime();
        Address address = Address.of(incoming, options);
        boolean isShared = engine.isEmulated(address.path());
        boolean isPreflight = isShared && cors.isPreflight(incoming);
        World world = isPreflight || closing || address.isOutside() ? null : worlds.apply(address.workspace());
        Reply answer = isPreflight
                ? cors.preflight(incoming)
                : world == null ? nowhere(address, incoming) : reply(world, address, incoming);
        Reply reply = isShared && !isPreflight ? cors.readable(answer, incoming.getHeader("Origin")) : answer;
        try {
            // Before it is written: whoever has a reply finds its line in the log.
            log(incoming, reply, (System.nanoTime() - began) / 1000);
            Sender.send(reply, world, incoming, outgoing);
        } finally {
            afterwards(reply);
        }
    }

    /** A failure here cannot change the reply any more, which may still be on its way. */
    private static void afterwards(Reply reply) {
        try {
            reply.afterwards().run();
        } catch (RuntimeException | Error e) {
            new Failure(e).log("Webhooks may be missing after a reply");
        }
    }

    /** Its parts apart, for whoever writes a log that programs read. */
    private static void log(HttpServletRequest incoming, Reply reply, long micros) {
        if (LOG.isLoggable(System.Logger.Level.DEBUG)) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "{0} {1} {2} {3} us{4}",
                    incoming.getMethod(),
                    incoming.getRequestURI(),
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
        String body =
                reply.headers().first(Reply.REASON).orElseGet(() -> new String(reply.body(), StandardCharsets.UTF_8));
        return " " + (body.length() <= LONGEST_LOGGED ? body : body.substring(0, LONGEST_LOGGED) + "…");
    }

    private Reply reply(World world, Address address, HttpServletRequest incoming) {
        String method = incoming.getMethod();
        Request request = request(address, incoming, engine.isEmulated(address.path()) ? world.nextRequest() : 0);
        byte[] body;
        try {
            body = body(incoming, most(method, address.path()));
        } catch (Problem tooLarge) {
            return engine.refuse(world, request, tooLarge);
        } catch (IOException | HttpException.RuntimeException broken) {
            return engine.refuse(
                    world,
                    request,
                    Problem.malformed("The body is not readable as HTTP: its length or its chunks are not as they were"
                            + " announced (" + broken.getMessage() + ")."));
        }
        return engine.handle(world, request.with(body));
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
                number);
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

    private int most(String method, String path) {
        return engine.takes(method, path) == Route.Takes.BYTES ? options.mostUpload() : options.mostJson();
    }

    private static byte[] body(HttpServletRequest incoming, int most) throws IOException {
        long length = incoming.getContentLengthLong();
        InputStream in = incoming.getInputStream();
        byte[] body = length == 0 || length > most ? new byte[0] : in.readNBytes(most);
        if (length > most || (body.length == most && in.read() >= 0)) {
            skip(in);
            throw Problem.tooLarge("The body of a request may have " + most + " bytes here, but "
                    + (length < 0 ? "had more." : "had " + length + "."));
        }
        return body;
    }

    /** Reads on, within reason, so that the client gets to the reply and can use the connection again. */
    private static void skip(InputStream in) throws IOException {
        byte[] buffer = new byte[64 << 10];
        long skipped = 0;
        int read = 0;
        while (read >= 0 && skipped < MOST_READ_IN_VAIN) {
            skipped += read;
            read = in.read(buffer);
        }
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
