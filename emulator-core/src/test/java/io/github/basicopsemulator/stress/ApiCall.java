package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.basicopsemulator.json.Json;
import java.util.Map;

/**
 * A call as a client makes it.
 *
 * @param body a JSON value, {@code Broken} for what is none, or null for no body
 */
record ApiCall(String method, String path, Object body, boolean hasToken) {

    /** Text that is sent as it is. */
    record Broken(String text) {}

    static ApiCall of(String method, String path, Object body) {
        return new ApiCall(method, path, body, true);
    }

    String json() {
        if (body instanceof Broken broken) {
            return broken.text();
        }
        return body == null ? "" : new String(Json.write(body), UTF_8);
    }

    boolean reads() {
        return method.equals("GET");
    }

    Map<?, ?> object() {
        return body == null ? Map.of() : (Map<?, ?>) body;
    }

    @Override
    public String toString() {
        String text = json();
        String shown = text.length() > 500 ? text.substring(0, 500) + "…" : text;
        return method + " " + path + (shown.isEmpty() ? "" : " " + shown) + (hasToken ? "" : " (without a token)");
    }
}
