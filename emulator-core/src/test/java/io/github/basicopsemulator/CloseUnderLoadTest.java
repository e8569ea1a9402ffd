package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An emulator is closed while many threads use it: each of them gets to know, and nothing is left. */
@Timeout(60)
class CloseUnderLoadTest {

    private static final int CLIENTS = 12;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @RepeatedTest(20)
    void every_client_gets_a_reply_or_the_end_of_its_connection() throws Exception {
        Emulator emulator = Emulator.builder().workspacesOnDemand().start();
        CountDownLatch warm = new CountDownLatch(CLIENTS);
        List<Future<String>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String path = "/w/client-" + i + "/v1/task";
            boolean keepsConnection = i % 2 == 0;
            clients.add(threads.submit(() -> ask(emulator.url(), path, keepsConnection, warm)));
        }
        warm.await();

        emulator.close();

        assertThat(outcomes(clients)).doesNotContain("neither a reply nor an end");
    }

    @RepeatedTest(20)
    void no_workspace_survives_that_was_made_while_it_closed() throws Exception {
        Emulator emulator = Emulator.start();
        CountDownLatch warm = new CountDownLatch(CLIENTS);
        Queue<Workspace> made = new ConcurrentLinkedQueue<>();
        List<Future<String>> makers = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String name = "maker-" + i + "-";
            makers.add(threads.submit(() -> make(emulator, name, made, warm)));
        }
        warm.await();

        emulator.close();

        assertThat(outcomes(makers)).allMatch(outcome -> outcome.contains("is closed"));
        assertThat(emulator.workspaces()).isEmpty();
        assertThat(made)
                .hasSizeGreaterThanOrEqualTo(CLIENTS)
                .allSatisfy(workspace -> assertThatIllegalStateException()
                        .isThrownBy(() -> workspace.seed(task("late")))
                        .withMessageContaining("is closed"));
    }

    @RepeatedTest(5)
    void close_returns_to_all_threads_when_all_is_closed() throws Exception {
        Emulator emulator = Emulator.start();
        URI url = emulator.url();
        emulator.workspace("other").seed(task("T"));

        List<Future<String>> closers = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            closers.add(threads.submit(() -> {
                emulator.close();
                return refuses(url) ? "closed" : "still open";
            }));
        }

        assertThat(outcomes(closers)).containsOnly("closed");
    }

    @RepeatedTest(10)
    void clients_that_wait_for_a_reply_are_let_go() throws Exception {
        Emulator emulator = Emulator.start();
        emulator.workspace("real").faults().add(Fault.latency(Duration.ofHours(1)));
        Workspace standing = emulator.workspace("standing");
        standing.clock().set(Instant.EPOCH);
        standing.faults().add(Fault.latency(Duration.ofHours(1)).onWorkspaceClock());
        List<Future<String>> clients = new ArrayList<>();
        List<Socket> sockets = new ArrayList<>();
        for (String path : List.of(
                "/w/real/v1/user/me",
                "/w/standing/v1/user/me",
                "/_emulator/live",
                "/_emulator/inbox/in/await?event=x&timeout=PT1H")) {
            Socket socket = new Socket("127.0.0.1", emulator.url().getPort());
            sockets.add(socket);
            clients.add(threads.submit(() -> responseOrEnd(socket, path)));
        }
        emulator.workspace("real").journal().await("GET", "/v1/user/me");
        standing.journal().await("GET", "/v1/user/me");

        long began = System.nanoTime();
        emulator.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        List<String> responses = outcomes(clients);
        assertThat(responses).noneMatch(reply -> reply.contains("HTTP/1.1 500"));
        assertThat(responses.subList(0, 2))
                .allSatisfy(
                        reply -> assertThat(reply).startsWith("HTTP/1.1 200 ").contains("\"success\":true"));
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void close_does_not_wait_for_each_hanging_delivery() throws Exception {
        try (DeafServer deaf = new DeafServer()) {
            Emulator emulator = Emulator.start();
            for (int i = 0; i < 30; i++) {
                Workspace workspace = emulator.workspace("w" + i);
                workspace.seed(webhook(deaf.url("/" + i), "basicops:task:created"));
                workspace.seed(task("T"));
            }
            deaf.awaitConnections(30);

            long began = System.nanoTime();
            emulator.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        }
    }

    /** Sends requests until one of them is not answered with 200, and says how that ended. */
    private static String ask(URI url, String path, boolean keepsConnection, CountDownLatch warm) {
        String request = "POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer any\r\n"
                + (keepsConnection ? "" : "Connection: close\r\n")
                + "Content-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"title\":\"T\"}";
        while (true) {
            try (Socket socket = new Socket("127.0.0.1", url.getPort())) {
                socket.setSoTimeout(5_000);
                while (true) {
                    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
                    String reply = read(socket.getInputStream());
                    if (!reply.startsWith("HTTP/1.1 200 ")) {
                        return reply.isEmpty() ? "end" : reply;
                    }
                    warm.countDown();
                    if (!keepsConnection) {
                        break;
                    }
                }
            } catch (SocketTimeoutException e) {
                return "neither a reply nor an end";
            } catch (IOException e) {
                return "end";
            }
        }
    }

    /** Reads one reply; empty where the connection ends before. */
    private static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        return head + new String(in.readNBytes(length), ISO_8859_1);
    }

    private static String make(Emulator emulator, String prefix, Queue<Workspace> made, CountDownLatch warm) {
        try {
            for (int i = 0; true; i++) {
                Workspace workspace = i % 2 == 0 ? emulator.workspace(prefix + i) : emulator.newWorkspace(prefix + i);
                made.add(workspace);
                warm.countDown();
                workspace.seed(task("T"));
            }
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** A request that comes when the emulator closes may be reset before it was read. */
    private static String responseOrEnd(Socket socket, String path) throws IOException {
        try {
            return RawClient.send(
                    socket, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer any\r\n\r\n");
        } catch (SocketException reset) {
            return "";
        }
    }

    private static boolean refuses(URI url) {
        try (Socket socket = new Socket("127.0.0.1", url.getPort())) {
            return socket.isClosed();
        } catch (IOException e) {
            return true;
        }
    }

    private static List<String> outcomes(List<Future<String>> all)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<String> outcomes = new ArrayList<>();
        for (Future<String> each : all) {
            outcomes.add(each.get(20, SECONDS));
        }
        return outcomes;
    }
}
