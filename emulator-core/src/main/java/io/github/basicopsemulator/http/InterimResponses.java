package io.github.basicopsemulator.http;

import org.eclipse.jetty.client.EarlyHintsProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpStatus;

/** Passes over answers that only announce another one, however many come. Jetty's own handler waits for ever after a second 100. */
final class InterimResponses extends EarlyHintsProtocolHandler {

    @Override
    public boolean accept(Request request, Response response) {
        return HttpStatus.isInterim(response.getStatus());
    }
}
