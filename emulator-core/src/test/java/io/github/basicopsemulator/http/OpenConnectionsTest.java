package io.github.basicopsemulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OpenConnectionsTest {

    private final OpenConnections connections = new OpenConnections();

    @Test
    void connections_of_jetty_are_forgotten_when_they_end() throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        connector.addBean(connections);
        connector.addBean(new SelectorManager.AcceptListener() {
            @Override
            public void onAccepted(SelectableChannel channel) {
                opened.countDown();
            }

            @Override
            public void onClosed(SelectableChannel channel) {
                ended.countDown();
            }
        });
        server.addConnector(connector);
        server.start();
        try {
            try (Socket client = new Socket("127.0.0.1", connector.getLocalPort())) {
                assertThat(opened.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(client.isConnected()).isTrue();
                assertThat(connections.count()).isEqualTo(1);
            }
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(connections.count()).isZero();
        } finally {
            server.stop();
        }
    }

    @Test
    void connections_end_when_it_closes_and_later_ones_at_once() throws IOException {
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel early = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept();
                SocketChannel late = SocketChannel.open(server.getLocalAddress());
                SocketChannel acceptedLate = server.accept()) {
            connections.onAccepting(accepted);
            connections.close();
            connections.onAccepting(acceptedLate);

            assertThat(early.socket().getInputStream().read()).isEqualTo(-1);
            assertThat(late.socket().getInputStream().read()).isEqualTo(-1);
            assertThat(connections.count()).isZero();
        }
    }
}
