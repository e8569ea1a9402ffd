package io.github.basicopsemulator.outbound;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The response to an outbound request.
 *
 * @param cut whether the body was longer than the limit
 */
public record OutboundResponse(int status, List<Map.Entry<String, String>> headers, byte[] body, boolean cut) {

    /** Finds the first value of a header field, by its name in any case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
