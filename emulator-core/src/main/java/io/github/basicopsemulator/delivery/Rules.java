package io.github.basicopsemulator.delivery;

import java.util.List;

/** How a workspace's letters are sent. */
public record Rules(Mode mode, Form form, RetryPolicy retries, List<TroubleRule> troubles) {

    /** Copies what could be changed from outside. */
    public Rules {
        troubles = List.copyOf(troubles);
    }

    /** Everything as it usually is, in one of the forms. */
    public Rules(Form form) {
        this(Mode.AFTER_REPLY, form, RetryPolicy.NONE, List.of());
    }

    public Rules with(Mode mode) {
        return new Rules(mode, form, retries, troubles);
    }

    public Rules with(Form form) {
        return new Rules(mode, form, retries, troubles);
    }

    public Rules with(RetryPolicy retries) {
        return new Rules(mode, form, retries, troubles);
    }

    public Rules with(List<TroubleRule> troubles) {
        return new Rules(mode, form, retries, troubles);
    }
}
