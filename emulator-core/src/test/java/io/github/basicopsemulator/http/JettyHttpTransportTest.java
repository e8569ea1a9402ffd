package io.github.basicopsemulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.basicopsemulator.outbound.OutboundRequest;
import io.github.basicopsemulator.outbound.OutboundResponse;
import io.github.basicopsemulator.outbound.Target;
import io.github.basicopsemulator.tls.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the emulator sends, byte by byte, and what becomes of it at servers that answer well, badly or not at all. */
@Timeout(60)
class JettyHttpTransportTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MOST = 1000;

    private final JettyHttpTransport transport = new JettyHttpTransport();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void a_request_arrives_byte_by_byte_as_it_was_given_at_the_address_that_was_checked() throws Exception {
        try (RawServer server = RawServer.saying(RawServer.OK)) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("content-TYPE", "application/json");
            headers.put("x-Own", "1");
            headers.put("User-Agent", "own/1");
            String path = "/a%2Fb/../%7Ec//d;e=1?x=%20+&y&&z=%C3%A9";

            OutboundResponse answer = send("POST", server, "some.internal", path, headers, "{}");

            assertThat(server.request())
                    .isEqualTo("POST " + path + " HTTP/1.1\r\nHost: some.internal:" + server.port()
                            + "\r\ncontent-TYPE: application/json\r\nx-Own: 1\r\nUser-Agent: own/1\r\n"
                            + "Content-Length: 2\r\n\r\n{}");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-length")).contains("2");
            assertThat(answer.body()).asString(UTF_8).isEqualTo("ok");
            assertThat(answer.cut()).isFalse();
        }
    }

    @Test
    void nothing_is_added_to_a_request_without_headers() throws Exception {
        try (RawServer server = RawServer.saying(RawServer.OK)) {
            send("GET", server, "Some.Internal", "", Map.of(), "");
            send("DELETE", server, "some.internal", "?a=b", Map.of(), "");

            assertThat(server.request())
                    .isEqualTo("GET / HTTP/1.1\r\nHost: Some.Internal:" + server.port() + "\r\n\r\n");
            assertThat(server.request())
                    .isEqualTo("DELETE /?a=b HTTP/1.1\r\nHost: some.internal:" + server.port() + "\r\n\r\n");
        }
    }

    @Test
    void connections_are_used_again() throws Exception {
        try (RawServer server = RawServer.saying(RawServer.OK)) {
            sendUntilReused(server);

            assertThat(server.sockets()).isNotEmpty();
        }
    }

    @Test
    void a_connection_that_is_not_needed_any_more_is_closed() throws Exception {
        try (RawServer server = RawServer.saying(RawServer.OK)) {
            send("GET", server, "some.internal", "/", Map.of(), "");

            server.ended();
        }
    }

    @Test
    void a_connection_is_not_shared_by_two_addresses_of_one_name() throws Exception {
        InetAddress first = InetAddress.getByName("127.0.0.1");
        InetAddress second = InetAddress.getByName("127.0.0.2");
        assumeThat(isHere(second)).isTrue();
        try (RawServer server =
                new RawServer(new ServerSocket(0, 50), (socket, before) -> RawServer.write(socket, RawServer.OK))) {
            URI uri = URI.create("http://some.internal:" + server.port() + "/");
            while (server.reuses() == 0) {
                answer(new OutboundRequest(new Target(uri, first), "GET", Map.of(), new byte[0], LONG, MOST));
            }
            assertThat(server.sockets())
                    .allMatch(socket -> socket.getLocalAddress().equals(first));

            answer(new OutboundRequest(new Target(uri, second), "GET", Map.of(), new byte[0], LONG, MOST));

            assertThat(server.sockets().get(server.sockets().size() - 1).getLocalAddress())
                    .isEqualTo(second);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "301 Moved\r\nLocation: /elsewhere",
                "302 Found\r\nLocation: http://127.0.0.1:1/",
                "401 No\r\nWWW-Authenticate: Basic realm=\"x\"",
                "401 No\r\nX: y",
                "407 No\r\nProxy-Authenticate: Basic realm=\"x\"",
                "407 No\r\nX: y",
                "500 Broken\r\nX: y"
            })
    void an_answer_is_what_it_is_whatever_its_status(String status) throws Exception {
        try (RawServer server = RawServer.saying("HTTP/1.1 " + status + "\r\nContent-Length: 4\r\n\r\nbody")) {
            OutboundResponse answer = send("POST", server, "some.internal", "/", Map.of(), "{}");

            assertThat(answer.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
            assertThat(answer.body()).asString(UTF_8).isEqualTo("body");
            assertThat(server.request()).startsWith("POST / ");
            assertThat(server.requestsNotTaken()).isZero();
        }
    }

    @Test
    void an_answer_may_be_announced() throws Exception {
        try (RawServer server = RawServer.saying(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + RawServer.OK)) {
            assertThat(send("POST", server, "some.internal", "/", Map.of(), "{}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 500})
    void answer_may_be_announced_any_number_of_times(int times) throws Exception {
        try (RawServer server = RawServer.saying(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n".repeat(times) + RawServer.OK)) {
            assertThat(send("POST", server, "some.internal", "/", Map.of(), "{}")
                            .status())
                    .isEqualTo(200);
            assertThat(send("GET", server, "some.internal", "/", Map.of(), "").body())
                    .asString(UTF_8)
                    .isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints", "199 Unknown"})
    void announcements_without_end_are_given_up_in_time(String status) throws Exception {
        try (RawServer server = new RawServer((socket, before) -> {
            CountDownLatch never = new CountDownLatch(1);
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                RawServer.write(socket, "HTTP/1.1 " + status + "\r\nX: y\r\n\r\n");
            }
        })) {
            assertFails(in(Duration.ofMillis(500), server), SocketTimeoutException.class)
                    .hasMessage("gave no whole answer within 500 ms");
            server.ended();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "100 Continue\r\n\r\nHTTP/1.1 100 Continue"})
    void server_that_hangs_after_an_announcement_is_given_up(String status) throws Exception {
        try (RawServer server = new RawServer((socket, before) -> {
            RawServer.write(socket, "HTTP/1.1 " + status + "\r\n\r\n");
            hang(socket);
        })) {
            assertFails(in(Duration.ofMillis(300), server), SocketTimeoutException.class)
                    .hasMessage("gave no whole answer within 300 ms");
            server.ended();
        }
    }

    @Test
    void second_attempt_that_hangs_is_given_up_in_time() throws Exception {
        AtomicBoolean hangs = new AtomicBoolean();
        try (RawServer server = new RawServer((socket, before) -> {
            if (hangs.get() && before == 0) {
                hang(socket);
            }
            answerOnlyTheFirst(socket, before);
        })) {
            send("GET", server, "some.internal", "/", Map.of(), "");
            hangs.set(true);

            URI uri = URI.create("http://some.internal:" + server.port() + "/");
            OutboundRequest request = new OutboundRequest(
                    new Target(uri, loopback()), "GET", Map.of(), new byte[0], Duration.ofMillis(500), MOST);
            assertFails(request, SocketTimeoutException.class).hasMessage("gave no whole answer within 500 ms");
        }
    }

    @Test
    void cookies_are_not_kept() throws Exception {
        try (RawServer server =
                RawServer.saying("HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 0\r\n\r\n")) {
            send("GET", server, "some.internal", "/", Map.of(), "");
            send("GET", server, "some.internal", "/", Map.of(), "");

            server.request();
            assertThat(server.request()).doesNotContainIgnoringCase("cookie");
        }
    }

    @Test
    void content_is_not_decoded() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write("hello".getBytes(UTF_8));
        }
        try (RawServer server = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                + zipped.size() + "\r\n\r\n" + zipped.toString(ISO_8859_1))) {
            OutboundResponse answer = send("GET", server, "some.internal", "/", Map.of(), "");

            assertThat(answer.body()).isEqualTo(zipped.toByteArray());
            assertThat(answer.header("Content-Encoding")).contains("gzip");
        }
    }

    @Test
    void a_server_that_hangs_is_given_up_in_time() throws Exception {
        try (RawServer server = new RawServer((socket, before) -> hang(socket))) {
            assertFails(in(Duration.ofMillis(300), server), SocketTimeoutException.class)
                    .hasMessage("gave no whole answer within 300 ms");
            assertFails(in(Duration.ofSeconds(1), server), SocketTimeoutException.class)
                    .hasMessage("gave no whole answer within 1 s");
            server.ended();
        }
    }

    @Test
    void a_body_that_drips_for_ever_is_given_up_in_time() throws Exception {
        try (RawServer server = new RawServer((socket, before) -> {
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            drip(socket);
        })) {
            assertFails(in(Duration.ofMillis(500), server), SocketTimeoutException.class)
                    .hasMessage("gave no whole answer within 500 ms");
            server.ended();
        }
    }

    @Test
    void headers_that_drip_for_ever_are_given_up_in_time() throws Exception {
        try (RawServer server = new RawServer((socket, before) -> {
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nX: ");
            drip(socket);
        })) {
            assertFails(in(Duration.ofMillis(500), server), SocketTimeoutException.class)
                    .hasMessage("gave no whole answer within 500 ms");
        }
    }

    @Test
    void of_a_body_without_end_only_so_much_is_taken() throws Exception {
        try (RawServer server = new RawServer((socket, before) -> {
            RawServer.write(socket, "HTTP/1.1 201 Created\r\nX: y\r\n\r\n");
            while (true) {
                RawServer.write(socket, "x".repeat(10_000));
            }
        })) {
            OutboundResponse answer = send("GET", server, "some.internal", "/", Map.of(), "");

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.header("x")).contains("y");
            assertThat(answer.body()).hasSize(MOST).containsOnly('x');
            assertThat(answer.cut()).isTrue();
            server.ended();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {MOST - 1, MOST, MOST + 1})
    void a_body_is_cut_only_where_there_is_more_of_it(int length) throws Exception {
        try (RawServer server =
                RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length))) {
            OutboundResponse answer = send("GET", server, "some.internal", "/", Map.of(), "");

            assertThat(answer.body()).hasSize(Math.min(length, MOST));
            assertThat(answer.cut()).isEqualTo(length > MOST);
        }
    }

    @Test
    void hanging_requests_keep_no_other_from_the_same_port() throws Exception {
        try (RawServer server = new RawServer((socket, before) -> hang(socket))) {
            List<CompletableFuture<OutboundResponse>> hanging = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                hanging.add(transport.send(in(LONG, server)));
            }
            for (int i = 0; i < 200; i++) {
                server.request();
            }

            CompletableFuture<OutboundResponse> next = transport.send(in(LONG, server));

            server.request();
            hanging.add(next);
            assertThat(hanging).noneMatch(CompletableFuture::isDone);
            hanging.forEach(future -> future.cancel(true));
        }
    }

    @Test
    void cancelling_ends_what_is_under_way() throws Exception {
        try (RawServer server = new RawServer((socket, before) -> hang(socket))) {
            CompletableFuture<OutboundResponse> answer = transport.send(in(LONG, server));
            server.request();

            answer.cancel(true);

            server.ended();
            assertThat(answer).isCancelled();
        }
    }

    @Test
    void what_is_cancelled_before_it_is_written_is_not_sent() throws Exception {
        try (RawServer server = new RawServer((socket, before) -> hang(socket))) {
            URI uri = URI.create("https://some.internal:" + server.port() + "/");
            CompletableFuture<OutboundResponse> answer = transport.send(new OutboundRequest(
                    new Target(uri, loopback()), "POST", Map.of(), "secret".getBytes(UTF_8), LONG, MOST));

            while (server.sockets().isEmpty()) {
                Thread.onSpinWait();
            }
            // It cannot be written yet: nobody answers the greeting of TLS.
            answer.cancel(true);

            server.ended();
            assertThat(answer).isCancelled();
            assertThat(server.requestsNotTaken()).isZero();
        }
    }

    @Test
    void cancelling_many_at_once_leaves_the_carrier_as_it_was() throws Exception {
        try (RawServer server = RawServer.saying(RawServer.OK)) {
            for (int i = 0; i < 200; i++) {
                transport.send(in(LONG, server)).cancel(true);
            }

            assertThat(send("GET", server, "some.internal", "/", Map.of(), "").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_server_that_closes_after_every_answer_without_saying_so_loses_nothing() throws Exception {
        try (RawServer server = new RawServer((socket, before) -> {
            RawServer.write(socket, RawServer.OK);
            socket.close();
        })) {
            for (int i = 0; i < 50; i++) {
                assertThat(send("POST", server, "some.internal", "/", Map.of(), "{}")
                                .status())
                        .isEqualTo(200);
                // Once the connection has ended; a request that meets its end may have been seen, and is not sent
                // again.
                server.ended();
            }
            assertThat(server.requestsNotTaken()).isEqualTo(50);
        }
    }

    @Test
    void connections_that_the_server_closed_between_two_requests_are_not_used() throws Exception {
        try (RawServer server = RawServer.saying(RawServer.OK)) {
            for (int i = 0; i < 10; i++) {
                sendUntilReused(server);
                int before = server.requestsNotTaken();
                server.closeConnections();
                assertThat(send("POST", server, "some.internal", "/", Map.of(), "{}")
                                .status())
                        .isEqualTo(200);
                assertThat(server.requestsNotTaken()).isEqualTo(before + 1);
            }
        }
    }

    @Test
    void what_can_be_repeated_is_sent_again_where_a_connection_in_use_ends_without_an_answer() throws Exception {
        try (RawServer server = new RawServer(JettyHttpTransportTest::answerOnlyTheFirst)) {
            for (int i = 0; i < 5; i++) {
                sendUntilReused(server);
            }
        }
    }

    @Test
    void what_cannot_be_repeated_is_never_sent_twice() throws Exception {
        try (RawServer server = new RawServer(JettyHttpTransportTest::answerOnlyTheFirst)) {
            int sent = 0;
            IOException failure = null;
            while (failure == null) {
                sent++;
                failure = failure("POST", server);
            }

            assertThat(failure).hasMessage("broke off before it answered");
            assertThat(server.requestsNotTaken()).isEqualTo(sent);
        }
    }

    @Test
    void nothing_is_sent_again_on_a_fresh_connection() throws Exception {
        try (RawServer server = new RawServer((socket, before) -> socket.close())) {
            assertThat(failure("GET", server)).hasMessage("broke off before it answered");
            assertThat(server.requestsNotTaken()).isEqualTo(1);
        }
    }

    @Test
    void what_goes_wrong_is_told_in_words() throws Exception {
        try (RawServer server = new RawServer((socket, before) -> {
            RawServer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
            socket.close();
        })) {
            assertThat(failure("POST", server)).hasMessage("broke off within its answer");
        }
        try (RawServer server = RawServer.saying("what?\r\n\r\n")) {
            assertThat(failure("POST", server)).hasMessageStartingWith("broke off: what it answered is not HTTP, ");
        }
        try (RawServer server = new RawServer((socket, before) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        })) {
            assertThat(failure("POST", server)).hasMessage("broke off before it answered");
        }
        // Bound, so that nobody else takes the port, and not listening.
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(loopback(), 0));
            assertThat(failure("POST", bound.getLocalPort())).hasMessage("could not be reached: Connection refused");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_536, 99_999})
    void a_port_that_is_none_is_not_reached(int port) {
        Target target = new Target(URI.create("http://some.internal:" + port + "/"), InetAddress.getLoopbackAddress());

        assertFails(new OutboundRequest(target, "GET", Map.of(), new byte[0], LONG, MOST), IOException.class)
                .hasMessage("could not be reached: a port is a number from 1 to 65535, but this was " + port);
    }

    @Test
    void https_names_the_host_and_wants_it_in_the_certificate() throws Exception {
        Identity known = Identity.generated(List.of("some.internal"), Instant.now());
        List<Object> names = new ArrayList<>();
        ServerSocket socket = known.shown().getServerSocketFactory().createServerSocket(0, 50, loopback());
        try (RawServer server = new RawServer(socket, (client, before) -> {
                    names.addAll(((ExtendedSSLSession) ((SSLSocket) client).getSession()).getRequestedServerNames());
                    RawServer.write(client, RawServer.OK);
                });
                JettyHttpTransport trusting = new JettyHttpTransport(known)) {
            assertThat(trusting.send(https("some.internal", server)).get().status())
                    .isEqualTo(200);
            assertThat(names).hasToString("[type=host_name (0), value=some.internal]");
            assertThat(server.request()).contains("\r\nHost: some.internal:" + server.port() + "\r\n");
            assertThatThrownBy(
                            () -> trusting.send(https("other.internal", server)).get())
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("could not be reached: ")
                    .hasMessageContaining("other.internal");
            assertThatThrownBy(
                            () -> transport.send(https("some.internal", server)).get())
                    .cause()
                    .hasMessageStartingWith("could not be reached: ")
                    .hasMessageContaining("certification path");
            assertThat(server.requestsNotTaken()).isZero();
        }
    }

    @Test
    void closing_fails_what_is_under_way_and_what_comes_later() throws Exception {
        try (RawServer server = new RawServer((socket, before) -> hang(socket))) {
            CompletableFuture<OutboundResponse> answer = transport.send(in(LONG, server));
            server.request();

            transport.close();
            transport.close();

            assertThatThrownBy(() -> answer.get(0, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessage("broke off: the emulator is closed");
            server.ended();
            assertFails(in(LONG, server), IOException.class).hasMessage("could not be reached: the emulator is closed");
            assertThat(server.requestsNotTaken()).isZero();
        }
    }

    @Test
    void threads_begin_with_the_first_request_and_end_with_the_carrier() throws Exception {
        Set<Thread> before = outgoingThreads();
        JettyHttpTransport other = new JettyHttpTransport();
        assertThat(before).containsAll(outgoingThreads());
        try (RawServer server = RawServer.saying(RawServer.OK)) {
            other.send(in(LONG, server)).get();
            Set<Thread> begun = outgoingThreads();
            begun.removeAll(before);
            assertThat(begun).isNotEmpty().allMatch(Thread::isDaemon);

            other.close();

            for (Thread thread : begun) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private static void answerOnlyTheFirst(Socket socket, int before) throws IOException {
        if (before > 0) {
            socket.close();
            return;
        }
        RawServer.write(socket, RawServer.OK);
    }

    private void sendUntilReused(RawServer server) throws Exception {
        int reused = server.reuses();
        while (server.reuses() == reused) {
            assertThat(send("GET", server, "some.internal", "/", Map.of(), "").status())
                    .isEqualTo(200);
        }
    }

    private IOException failure(String method, RawServer server) throws Exception {
        return failure(method, server.port());
    }

    private IOException failure(String method, int port) throws Exception {
        URI uri = URI.create("http://some.internal:" + port + "/");
        OutboundRequest request =
                new OutboundRequest(new Target(uri, loopback()), method, Map.of(), new byte[0], LONG, MOST);
        try {
            transport.send(request).get();
            return null;
        } catch (ExecutionException failed) {
            return (IOException) failed.getCause();
        }
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertFails(
            OutboundRequest request, Class<? extends Throwable> type) {
        return assertThatThrownBy(() -> transport.send(request).get(20, TimeUnit.SECONDS))
                .cause()
                .isExactlyInstanceOf(type);
    }

    private OutboundResponse send(
            String method, RawServer server, String host, String path, Map<String, String> headers, String body)
            throws Exception {
        URI uri = URI.create("http://" + host + ":" + server.port() + path);
        return answer(
                new OutboundRequest(new Target(uri, loopback()), method, headers, body.getBytes(UTF_8), LONG, MOST));
    }

    private OutboundResponse answer(OutboundRequest request) throws Exception {
        return transport.send(request).get(20, TimeUnit.SECONDS);
    }

    private static OutboundRequest in(Duration patience, RawServer server) {
        URI uri = URI.create("http://some.internal:" + server.port() + "/");
        return new OutboundRequest(new Target(uri, loopback()), "POST", Map.of(), "{}".getBytes(UTF_8), patience, MOST);
    }

    private static OutboundRequest https(String host, RawServer server) {
        URI uri = URI.create("https://" + host + ":" + server.port() + "/");
        return new OutboundRequest(new Target(uri, loopback()), "GET", Map.of(), new byte[0], LONG, MOST);
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByName("127.0.0.1");
        } catch (IOException never) {
            throw new AssertionError(never);
        }
    }

    private static boolean isHere(InetAddress address) {
        try (ServerSocket socket = new ServerSocket(0, 1, address)) {
            return socket.isBound();
        } catch (IOException elsewhere) {
            return false;
        }
    }

    /** Hangs until the other side has gone. */
    private static void hang(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // What else it sends is of no interest.
        }
    }

    private static void drip(Socket socket) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        while (!never.await(20, TimeUnit.MILLISECONDS)) {
            RawServer.write(socket, "x");
        }
    }

    private static Set<Thread> outgoingThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("emulator-outgoing"))
                .collect(Collectors.toSet());
    }
}
