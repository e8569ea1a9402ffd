package io.github.basicopsemulator.webhook;

import java.util.List;

/** A report of the completed and the pending deliveries, for a test whose wait timed out. */
final class DeliveryReport {

    private static final int NEWEST = 20;

    private final StringBuilder text = new StringBuilder("What did happen:");
    private boolean empty = true;

    /** Appends the newest of some things. */
    DeliveryReport report(String what, List<?> things) {
        if (!things.isEmpty()) {
            empty = false;
            text.append("\n  ").append(what).append(" (").append(things.size()).append("):");
            int skipped = Math.max(0, things.size() - NEWEST);
            text.append(skipped == 0 ? "" : "\n    … " + skipped + " earlier");
            things.subList(skipped, things.size())
                    .forEach(thing -> text.append("\n    ").append(thing));
        }
        return this;
    }

    @Override
    public String toString() {
        return empty ? text + " no deliveries were due" : text.toString();
    }
}
