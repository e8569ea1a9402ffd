package io.github.basicopsemulator.outbound;

import java.time.Duration;
import java.util.Map;

/**
 * A request of the emulator's own.
 *
 * @param headers what is sent beside Host and Content-Length, in this order and this case; nothing is added to it
 * @param body empty for none
 * @param patience how long everything may take, from the connection to the last byte of the answer
 * @param most how many bytes of the answer's body are kept
 */
public record OutboundRequest(
        Target target, String method, Map<String, String> headers, byte[] body, Duration patience, int most) {}
