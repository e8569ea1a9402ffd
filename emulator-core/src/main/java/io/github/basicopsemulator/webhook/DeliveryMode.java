package io.github.basicopsemulator.webhook;

/** When letters leave. */
public enum DeliveryMode {
    /** As soon as the request that caused them is answered. */
    AFTER_RESPONSE,
    /** Before the request that caused them is answered, which waits for the subscribers. */
    BEFORE_RESPONSE,
    /** When somebody says so. */
    HELD
}
