package io.github.basicopsemulator.webhook;

/** The time at which messages are sent. */
public enum DeliveryMode {
    /** As soon as the request that caused them is answered. */
    AFTER_RESPONSE,
    /** Before the request that caused them is answered, which waits for the subscribers. */
    BEFORE_RESPONSE,
    /** When the test asks for it. */
    HELD
}
