package io.github.basicopsemulator.outbound;

/** Why a URL may not be called; the message goes on after its name: {@code must lead to a host that exists, but …}. */
public final class EgressDeniedException extends Exception {

    private static final long serialVersionUID = 1L;

    EgressDeniedException(String message) {
        super(message);
    }
}
