package io.github.basicopsemulator;

import io.github.basicopsemulator.delivery.TroubleRule;
import io.github.basicopsemulator.delivery.TroubleRule.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with deliveries, each of them unless told otherwise. Where several would strike, the first does.
 * Immutable: every method returns another one.
 */
public final class Trouble {

    private final TroubleRule rule;

    private Trouble(TroubleRule rule) {
        this.rule = rule;
    }

    /** It never arrives. */
    public static Trouble drop() {
        return new Trouble(new TroubleRule(Kind.DROP, Duration.ZERO));
    }

    /** It arrives twice. */
    public static Trouble duplicate() {
        return new Trouble(new TroubleRule(Kind.DUPLICATE, Duration.ZERO));
    }

    /** It is sent later, on the workspace's clock. */
    public static Trouble delay(Duration delay) {
        return new Trouble(new TroubleRule(Kind.DELAY, Retries.checked(delay)));
    }

    /** It arrives after the next one to the same webhook; where none comes, {@link Webhooks#settle} sends it. */
    public static Trouble reorder() {
        return new Trouble(new TroubleRule(Kind.OVERTAKE, Duration.ZERO));
    }

    /** Its signature does not fit its body. */
    public static Trouble corruptSignature() {
        return new Trouble(new TroubleRule(Kind.CORRUPT_SIGNATURE, Duration.ZERO));
    }

    /** Only with this event, such as {@code basicops:task:created}. */
    public Trouble event(String event) {
        return with(event, rule.subscriber(), rule.nth(), rule.chance(), rule.times());
    }

    /** Only with this webhook, by its {@code EId}. */
    public Trouble webhook(String eid) {
        return with(rule.event(), eid, rule.nth(), rule.chance(), rule.times());
    }

    /** Only with this one of the deliveries in question, counted from 1. */
    public Trouble nth(int nth) {
        if (nth < 1) {
            throw new IllegalArgumentException("deliveries are counted from 1, but this was " + nth);
        }
        return with(rule.event(), rule.subscriber(), nth, rule.chance(), rule.times());
    }

    /** Only with some of them, by chance that follows from the emulator's seed; from 0 for none to 1 for all. */
    public Trouble chance(double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("a chance is from 0 to 1, but this was " + chance);
        }
        return with(rule.event(), rule.subscriber(), rule.nth(), chance, rule.times());
    }

    /** Only so many times. */
    public Trouble times(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a number of times is at least 1, but this was " + most);
        }
        return with(rule.event(), rule.subscriber(), rule.nth(), rule.chance(), most);
    }

    private Trouble with(@Nullable String event, @Nullable String webhook, int nth, double chance, int times) {
        return new Trouble(new TroubleRule(rule.kind(), event, webhook, nth, chance, times, rule.delay(), 0, 0));
    }

    TroubleRule rule() {
        return rule;
    }
}
