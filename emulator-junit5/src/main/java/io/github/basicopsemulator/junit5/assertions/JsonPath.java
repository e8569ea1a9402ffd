package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Exchange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place in the body of a request, which a JSON pointer names. */
record JsonPath(String pointer) {

    JsonPath {
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            throw new IllegalArgumentException(
                    "a JSON pointer begins with a slash, such as \"/status\", but this was \"" + pointer + "\"");
        }
    }

    /** Describes the value found in place of the expected one; null if they are equal. */
    @Nullable
    String difference(Exchange exchange, @Nullable Object value) {
        if (!isJson(exchange)) {
            return "the body was no JSON";
        }
        Object actual = exchange.requestValue(pointer);
        if (actual == null && !isThere(exchange)) {
            return pointer + " was not there";
        }
        return Value.fits(value, actual) ? null : pointer + " was " + Value.print(pointer, actual);
    }

    /** Describes the value found; null if it is missing. */
    @Nullable
    String presence(Exchange exchange) {
        return isJson(exchange) && isThere(exchange)
                ? pointer + " was " + Value.print(pointer, exchange.requestValue(pointer))
                : null;
    }

    private static boolean isJson(Exchange exchange) {
        try {
            exchange.requestValue("");
            return true;
        } catch (IllegalStateException noJson) {
            return false;
        }
    }

    /** A null that was sent is there. */
    private boolean isThere(Exchange exchange) {
        int slash = pointer.lastIndexOf('/');
        if (exchange.requestValue(pointer) != null || slash < 0) {
            return true;
        }
        Object parent = exchange.requestValue(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        if (parent instanceof List<?> list) {
            return name.matches("\\d{1,9}") && Integer.parseInt(name) < list.size();
        }
        return parent instanceof Map<?, ?> object
                && object.containsKey(name.replace("~1", "/").replace("~0", "~"));
    }
}
