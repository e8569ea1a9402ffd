package io.github.basicopsemulator.json;

/** The text is not JSON as the emulator accepts it; the message names the reason and the position. */
public final class MalformedJson extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedJson(String message) {
        super(message, null, false, false);
    }
}
