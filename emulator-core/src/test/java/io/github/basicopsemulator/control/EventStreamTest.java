package io.github.basicopsemulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.RawClient;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The event streams of a workspace: each takes a place, of which there are 2,000. */
@Timeout(120)
class EventStreamTest {

    private static final int MAX_LISTENERS = 2_000;

    private final Emulator emulator = Emulator.start();
    private final URI url = emulator.url();
    private final Deque<Socket> listeners = new ArrayDeque<>();

    @AfterEach
    void close() throws IOException {
        for (Socket listener : listeners) {
            listener.close();
        }
        emulator.close();
    }

    @Test
    void listener_that_leaves_frees_its_place() throws IOException {
        for (int i = 0; i < MAX_LISTENERS; i++) {
            assertThat(listen()).isEqualTo("200");
        }
        assertThat(listen()).isEqualTo("503");

        listeners.removeFirst().close();

        // The server is told of the end by another packet than that of the next request.
        String status = listen();
        while (status.equals("503")) {
            status = listen();
        }
        assertThat(status).isEqualTo("200");
        assertThat(listen()).isEqualTo("503");
    }

    @Test
    void head_takes_no_place() throws IOException {
        for (int i = 0; i <= MAX_LISTENERS; i++) {
            assertThat(RawClient.ask("HEAD", url, "/_emulator/live")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(listen()).isEqualTo("200");
    }

    /** Begins to listen, and returns the status of the response; a refused listener leaves at once. */
    private String listen() throws IOException {
        Socket socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write("GET /_emulator/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        String head =
                new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
        String status = head.substring(head.length() - 3);
        if (status.equals("200")) {
            listeners.add(socket);
        } else {
            socket.close();
        }
        return status;
    }
}
