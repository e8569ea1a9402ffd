package io.github.basicopsemulator.webhook;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rule that injects a fault into webhook deliveries.
 *
 * @param event the event that it matches; null for any event
 * @param subscriber the id of the webhook that it matches; null for any webhook
 * @param nth the number of the matching delivery, from 1; 0 for all
 * @param chance the probability that a matching delivery triggers the rule, from 0 to 1
 * @param times the limit of triggers; 0 for no limit
 * @param delay the delay, for rules that delay
 * @param matched the number of deliveries that matched so far
 * @param triggered the number of times it was triggered
 */
public record DeliveryFaultRule(
        Kind kind,
        @Nullable String event,
        @Nullable String subscriber,
        int nth,
        double chance,
        int times,
        Duration delay,
        int matched,
        int triggered) {

    /** The effect of a rule. */
    public enum Kind {
        /** It never arrives. */
        DROP,
        /** It arrives twice. */
        DUPLICATE,
        /** It arrives late, on the workspace's clock. */
        DELAY,
        /** It arrives after the next one to the same subscriber. */
        REORDER,
        /** Its signature is wrong. */
        CORRUPT_SIGNATURE
    }

    /** A rule of this kind for every delivery. */
    public DeliveryFaultRule(Kind kind, Duration delay) {
        this(kind, null, null, 0, 1, 0, delay, 0, 0);
    }

    /** Describes the rule, and how often it matched and triggered. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + (delay.isZero() ? "" : " of " + delay)
                + (event == null ? "" : " on " + event)
                + (subscriber == null ? "" : " to " + subscriber)
                + (nth == 0 ? "" : ", number " + nth)
                + (chance == 1 ? "" : ", with probability " + chance)
                + (times == 0 ? "" : times == 1 ? ", once" : ", at most " + times + " times")
                + ": triggered " + triggered + (triggered == 1 ? " time; " : " times; ") + matched
                + (matched == 1 ? " delivery matched" : " deliveries matched");
    }

    boolean fits(WebhookMessage message) {
        return (event == null || event.equals(message.event()))
                && (subscriber == null || subscriber.equals(message.subscriber()));
    }

    /** Returns true if the next matching delivery triggers the rule; {@code rolled} is a random number from 0 to 1. */
    boolean triggers(double rolled) {
        return (nth == 0 || matched + 1 == nth) && (times == 0 || triggered < times) && rolled < chance;
    }

    /** Returns the rule after one more matching delivery. */
    DeliveryFaultRule after(boolean inject) {
        return new DeliveryFaultRule(
                kind, event, subscriber, nth, chance, times, delay, matched + 1, inject ? triggered + 1 : triggered);
    }
}
