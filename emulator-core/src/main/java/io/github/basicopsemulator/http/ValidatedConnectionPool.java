package io.github.basicopsemulator.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.ValidatingConnectionPool;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * A connection pool for one destination: a connection is reused only after a short rest, and only if the server has not
 * closed it.
 *
 *
 * <p>Some servers close a connection after a response without announcing it. A request written to it is lost, and the
 * client cannot know if the server read it.
 */
final class ValidatedConnectionPool extends ValidatingConnectionPool {

    /** On one machine the end of a connection takes less; a burst of requests needs a few connections more for it. */
    private static final long REST_MILLIS = 5;

    ValidatedConnectionPool(Destination destination, int most) {
        super(destination, most, destination.getHttpClient().getScheduler(), REST_MILLIS);
    }

    @Override
    protected @Nullable Connection activate() {
        Connection connection = super.activate();
        while (connection != null && hasEnded((org.eclipse.jetty.io.Connection) connection)) {
            connection.close();
            connection = super.activate();
        }
        return connection;
    }

    /** Jetty's own reader gets to know it, too, but perhaps not before we write. */
    private static boolean hasEnded(org.eclipse.jetty.io.Connection connection) {
        EndPoint end = connection.getEndPoint();
        while (end instanceof EndPoint.Wrapper wrapper) {
            end = wrapper.unwrap();
        }
        try {
            // An idle connection must not be readable: EOF or unexpected bytes both make it unusable.
            return end.getTransport() instanceof ReadableByteChannel channel
                    && channel.read(ByteBuffer.allocate(1)) != 0;
        } catch (IOException broken) {
            return true;
        }
    }
}
