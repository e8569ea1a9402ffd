package io.github.basicopsemulator.store;

/** Refuses a write that would exceed a limit of the workspace; everything is left as it was. */
public final class LimitReached extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** The message names the limit, its value and the option that raises it. */
    public LimitReached(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
