package io.github.basicopsemulator.http;

import io.github.basicopsemulator.outbound.EgressDeniedException;
import io.github.basicopsemulator.outbound.HttpTransport;
import io.github.basicopsemulator.outbound.OutboundRequest;
import io.github.basicopsemulator.outbound.OutboundResponse;
import io.github.basicopsemulator.outbound.OwnServer;
import io.github.basicopsemulator.outbound.Target;
import io.github.basicopsemulator.tls.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Carries requests over HTTP/1.1 to the addresses that were checked.
 *
 * <p>Starts with the first request. Its lock is its own monitor, and guards the client.
 */
public final class JettyHttpTransport implements HttpTransport {

    private static final String NAME = "emulator-outgoing";

    /** Hanging requests hold a connection each, and must not keep others waiting. */
    private static final int MOST_CONNECTIONS = 10_000;

    private static final int MAX_THREADS = 64;
    private static final int MOST_HEADER_BYTES = 64 << 10;
    private static final long LONGEST_CONNECT_MILLIS = 60_000;

    /** Shorter than the idle timeout of common servers, so that no connection is closed while we write. */
    private static final long IDLE_MILLIS = 1_000;

    private final @Nullable Identity known;
    private final OwnServer own;
    private final Set<OutboundExchange> underWay = ConcurrentHashMap.newKeySet();
    private final Deadlines deadlines = new Deadlines(NAME + "-deadline");
    private @Nullable HttpClient client;
    private boolean closed;

    public JettyHttpTransport() {
        this(null);
    }

    /** Trusts this identity, too, if there is one. */
    public JettyHttpTransport(@Nullable Identity known) {
        this(known, new OwnServer(null));
    }

    /** Trusts this identity, too, if there is one, and keeps requests away from the control API of this server. */
    public JettyHttpTransport(@Nullable Identity known, OwnServer own) {
        this.known = known;
        this.own = own;
    }

    @Override
    public CompletableFuture<OutboundResponse> send(OutboundRequest request) {
        int port = request.target().uri().getPort();
        if (port != -1 && (port < 1 || port > 65_535)) {
            return CompletableFuture.failedFuture(
                    new IOException("could not be reached: a port is a number from 1 to 65535, but this was " + port));
        }
        try {
            own.refuseControl(request);
        } catch (EgressDeniedException barred) {
            return CompletableFuture.failedFuture(barred);
        }
        HttpClient running = client();
        if (running == null) {
            return CompletableFuture.failedFuture(new IOException("could not be reached: " + OutboundExchange.CLOSED));
        }
        OutboundExchange trip = new OutboundExchange(running, request);
        underWay.add(trip);
        trip.answer().whenComplete((answer, failure) -> underWay.remove(trip));
        trip.begin(deadlines);
        return trip.answer();
    }

    @Override
    public boolean isOwn(Target target) {
        return own.isHere(target);
    }

    @Override
    public void close() {
        HttpClient stopped;
        synchronized (this) {
            closed = true;
            stopped = client;
            client = null;
        }
        underWay.forEach(OutboundExchange::giveUp);
        deadlines.close();
        if (stopped != null) {
            stop(stopped);
        }
    }

    private synchronized @Nullable HttpClient client() {
        if (client == null && !closed) {
            client = started();
        }
        return client;
    }

    private HttpClient started() {
        HttpClient starting = new HttpClient(transport());
        starting.setName(NAME);
        starting.setExecutor(threads());
        starting.setScheduler(new ScheduledExecutorScheduler(NAME + "-timer", true));
        starting.setSslContextFactory(tls());
        starting.setSocketAddressResolver(JettyHttpTransport::resolve);
        starting.setHttpCookieStore(new HttpCookieStore.Empty());
        starting.setFollowRedirects(false);
        starting.setUserAgentField(null);
        starting.setDefaultRequestContentType(null);
        starting.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
        starting.setMaxRequestsQueuedPerDestination(MOST_CONNECTIONS);
        starting.setMaxRequestHeadersSize(MOST_HEADER_BYTES);
        starting.setMaxResponseHeadersSize(MOST_HEADER_BYTES);
        starting.setConnectTimeout(LONGEST_CONNECT_MILLIS);
        starting.setIdleTimeout(IDLE_MILLIS);
        starting.setDestinationIdleTimeout(IDLE_MILLIS);
        try {
            Uninterrupted.run(starting::start);
        } catch (Exception failed) {
            throw new IllegalStateException("the HTTP client does not start: " + failed.getMessage(), failed);
        }
        takeAnswersAsTheyAre(starting);
        return starting;
    }

    private SslContextFactory.Client tls() {
        SslContextFactory.Client tls = new SslContextFactory.Client();
        if (known != null) {
            tls.setSslContext(known.clientContext());
        }
        return tls;
    }

    private static HttpClientTransportOverHTTP transport() {
        HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP();
        transport.setConnectionPoolFactory(destination -> new ValidatedConnectionPool(destination, MOST_CONNECTIONS));
        return transport;
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
        // Otherwise one idle thread ends a minute.
        threads.setMaxEvictCount(MAX_THREADS);
        threads.setName(NAME);
        threads.setDaemon(true);
        return threads;
    }

    /** The tag of a request has the address that was checked; connections are shared only by requests of the same tag. */
    private static void resolve(
            String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        Destination destination = (Destination) Objects.requireNonNull(context.get(Destination.CONTEXT_KEY));
        InetAddress checked =
                ((OutboundExchange.ConnectionTag) destination.getOrigin().getTag()).address();
        try {
            // The host goes along for TLS, which names it to the server and wants it in the certificate.
            InetAddress named = InetAddress.getByAddress(host, checked.getAddress());
            promise.succeeded(List.of(new InetSocketAddress(named, port)));
        } catch (UnknownHostException never) {
            promise.failed(never);
        }
    }

    /** Jetty puts these in when it starts. */
    private static void takeAnswersAsTheyAre(HttpClient client) {
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
        client.getProtocolHandlers().put(new InterimResponses());
    }

    private static void stop(HttpClient client) {
        try {
            Uninterrupted.run(client::stop);
        } catch (Exception failed) {
            throw new IllegalStateException("the HTTP client does not stop: " + failed.getMessage(), failed);
        }
    }
}
