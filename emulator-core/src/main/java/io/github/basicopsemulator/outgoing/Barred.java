package io.github.basicopsemulator.outgoing;

/** Why a URL may not be called; the message goes on after its name: {@code must lead to a host that exists, but …}. */
public final class Barred extends Exception {

    private static final long serialVersionUID = 1L;

    Barred(String message) {
        super(message);
    }
}
