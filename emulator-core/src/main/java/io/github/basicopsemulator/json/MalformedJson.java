package io.github.basicopsemulator.json;

/** What was to be read is not JSON as we take it; the message says why and where. */
public final class MalformedJson extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedJson(String message) {
        super(message, null, false, false);
    }
}
