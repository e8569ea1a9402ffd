package io.github.basicopsemulator.webhook;

import java.util.List;

/** Gives tests in other packages access to the courier's parcels. */
public final class WebhookDispatcherInternals {

    private WebhookDispatcherInternals() {}

    /** Returns the parcels that wait for a response or for the delivery before. */
    public static List<QueuedDelivery> inLine(WebhookDispatcher dispatcher) {
        return dispatcher.inLine();
    }
}
