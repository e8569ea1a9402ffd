package io.github.basicopsemulator.conformance;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request, a reply or a delivery: as a story has it, or as it went over the wire.
 *
 * @param first the request line without its version, or the status
 * @param headers by their names as they are spelt
 */
record Message(String first, Map<String, String> headers, byte[] body) {

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    boolean hasBody() {
        return body.length > 0;
    }

    /** The message line by line, each after a mark, as curl -v prints it. */
    String marked(String mark) {
        String head = first
                + headers.entrySet().stream()
                        .map(header -> "\n" + header.getKey() + ": " + header.getValue())
                        .collect(Collectors.joining());
        String all = hasBody() ? head + "\n\n" + text() : head;
        return all.lines().map(line -> mark + " " + line).collect(Collectors.joining("\n"));
    }
}
