package io.github.basicopsemulator;

import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The body of a message, which a test wants to look into. */
record JsonBody(byte[] bytes) {

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Finds a value by a JSON pointer (RFC 6901), or returns null. */
    @Nullable
    Object value(String pointer) {
        try {
            return Json.at(Json.read(bytes), pointer);
        } catch (MalformedJson noJson) {
            throw new IllegalStateException("this is not JSON, so there is no value at " + pointer + ": " + text());
        }
    }

    /** The name of the event in the body, with colons; empty for a body without an event. */
    String event() {
        try {
            return Json.at(Json.read(bytes), "/events/0/event") instanceof String name ? name.replace('.', ':') : "";
        } catch (MalformedJson noJson) {
            return "";
        }
    }
}
