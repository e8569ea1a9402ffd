package io.github.basicopsemulator.delivery;

import io.github.basicopsemulator.store.LimitReached;
import java.util.List;

/** How a workspace's letters are sent. */
public record Rules(Mode mode, Form form, RetryPolicy retries, List<TroubleRule> troubles) {

    private static final int MAX_TROUBLES = 1_000;

    /**
     * Copies what could be changed from outside.
     *
     * @throws LimitReached when there are too many troubles
     */
    public Rules {
        if (troubles.size() > MAX_TROUBLES) {
            throw LimitReached.fixed(
                    "Set fewer", "These are %,d delivery faults of %,d", troubles.size(), MAX_TROUBLES);
        }
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
