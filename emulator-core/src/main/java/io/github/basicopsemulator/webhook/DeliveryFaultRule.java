package io.github.basicopsemulator.webhook;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A rule by which something goes wrong with letters.
 *
 * @param event the event that it befalls; null for any
 * @param subscriber the id of who is told; null for anybody
 * @param nth which of the letters that fit, from 1; 0 for all
 * @param chance how likely each of them is to be befallen, from 0 to 1
 * @param times how often at most; 0 for any number
 * @param delay how long, where it is about that
 * @param met how many letters have fitted so far
 * @param done how many of them were befallen
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

    /** What can go wrong. */
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

    /** A rule of this kind for every letter. */
    public DeliveryFaultRule(Kind kind, Duration delay) {
        this(kind, null, null, 0, 1, 0, delay, 0, 0);
    }

    /** Says what happens to which letters, and to how many it has. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + (delay.isZero() ? "" : " of " + delay)
                + (event == null ? "" : " on " + event)
                + (subscriber == null ? "" : " to " + subscriber)
                + (nth == 0 ? "" : ", the one number " + nth)
                + (chance == 1 ? "" : ", by a chance of " + chance)
                + (times == 0 ? "" : times == 1 ? ", once" : ", at most " + times + " times")
                + ": triggered " + triggered + (triggered == 1 ? " time; " : " times; ") + matched
                + (matched == 1 ? " delivery matched" : " deliveries matched");
    }

    boolean fits(WebhookMessage message) {
        return (event == null || event.equals(message.event()))
                && (subscriber == null || subscriber.equals(message.subscriber()));
    }

    /** Tells whether the next letter that fits is befallen; {@code rolled} is from 0 to 1. */
    boolean triggers(double rolled) {
        return (nth == 0 || matched + 1 == nth) && (times == 0 || triggered < times) && rolled < chance;
    }

    /** The same rule after one more letter that fits. */
    DeliveryFaultRule after(boolean inject) {
        return new DeliveryFaultRule(
                kind, event, subscriber, nth, chance, times, delay, matched + 1, inject ? triggered + 1 : triggered);
    }
}
