package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Seeds of the builder are the beginning of every workspace: nobody is told of them. */
@Timeout(60)
class BuilderSeedTest {

    private final AtomicInteger received = new AtomicInteger();
    private HttpServer receiver;
    private URI url;

    @BeforeEach
    void receive() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            received.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
        url = URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/");
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void builder_seeds_deliver_nothing_and_start_no_thread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (Emulator emulator = seeded()) {
            assertThat(threads(before)).isNotEmpty().noneMatch(name -> name.matches("emulator-(courier|outgoing).*"));
            assertThat(emulator.workspace().records("task")).hasSize(3);
            assertThat(emulator.workspace().webhooks().deliveries()).isEmpty();
            emulator.workspace().webhooks().settle();
        }
        assertThat(received).hasValue(0);
    }

    @Test
    void the_first_delivery_of_a_workspace_is_number_one() {
        try (Emulator emulator = seeded()) {
            for (Workspace workspace : new Workspace[] {emulator.workspace(), emulator.workspace("other")}) {
                workspace.seed(task("later"));
                workspace.webhooks().settle();
                assertThat(workspace.webhooks().deliveries())
                        .extracting(Delivery::number)
                        .containsExactly(1L);
                assertThat(workspace.revision(1)).isPresent();
                assertThat(workspace.revision(2)).isEmpty();

                workspace.reset();
                workspace.seed(task("again"));
                workspace.webhooks().settle();
                assertThat(workspace.webhooks().deliveries())
                        .extracting(Delivery::number)
                        .containsExactly(1L);
            }
        }
        assertThat(received).hasValue(4);
    }

    /** The webhook is there when the tasks after it are created. */
    private Emulator seeded() {
        return Emulator.builder()
                .seed("basicops: {webhooks: [{name: All, url: '" + url + "', events: basicops:task:created}]}")
                .seed("basicops: {tasks: [{title: A}, {title: B}]}")
                .seed(task("C"))
                .start();
    }

    private static Set<String> threads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }
}
