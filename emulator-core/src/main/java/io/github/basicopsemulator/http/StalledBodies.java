package io.github.basicopsemulator.http;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Ends the wait for a body whose client stalls: Jetty's eager handler alone would wait for it again and again. */
final class StalledBodies extends Handler.Wrapper {

    StalledBodies(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(new EndingRequest(request), response, callback);
    }

    /** A request whose body ends with the first failure, also with a timeout. */
    private static final class EndingRequest extends Request.Wrapper {

        private Content.@Nullable Chunk failure;

        EndingRequest(Request request) {
            super(request);
        }

        @Override
        public Content.@Nullable Chunk read() {
            if (failure != null) {
                return failure;
            }
            Content.Chunk chunk = super.read();
            if (Content.Chunk.isFailure(chunk, false)) {
                failure = Content.Chunk.from(chunk.getFailure(), true);
                return failure;
            }
            return chunk;
        }
    }
}
