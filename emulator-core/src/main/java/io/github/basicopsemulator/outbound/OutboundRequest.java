package io.github.basicopsemulator.outbound;

import java.time.Duration;
import java.util.Map;

/**
 * A request that the emulator sends.
 *
 * @param headers the headers besides Host and Content-Length, in this order and case; no others are added
 * @param body empty for no body
 * @param patience the timeout from the connection to the last byte of the response
 * @param most the limit for the bytes of the response's body
 */
public record OutboundRequest(
        Target target, String method, Map<String, String> headers, byte[] body, Duration patience, int most) {}
