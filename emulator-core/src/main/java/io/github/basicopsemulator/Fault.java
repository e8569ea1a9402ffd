package io.github.basicopsemulator;

import io.github.basicopsemulator.fault.FaultEffect;
import io.github.basicopsemulator.fault.FaultRule;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A fault for requests, by default for all of them. If several match, the first one added is injected. Immutable: every
 * method returns a new fault.
 */
public final class Fault {

    private static final Duration DAY = Duration.ofDays(1);

    private final FaultRule rule;

    private Fault(FaultRule rule) {
        this.rule = rule;
    }

    private Fault(FaultEffect effect) {
        this(new FaultRule(effect));
    }

    /** It is refused with this status, in the vendor's shape, and not done. */
    public static Fault status(int status) {
        return new Fault(new FaultEffect.Status(checked(status), 0));
    }

    /** It is refused with this status and {@code Retry-After}, in whole seconds, and not done. */
    public static Fault status(int status, Duration retryAfter) {
        return new Fault(new FaultEffect.Status(
                checked(status), (int) Math.max(1, checked(retryAfter).toSeconds())));
    }

    /** It is refused with 429 and {@code Retry-After}, in whole seconds, and not done. */
    public static Fault tooManyRequests(Duration retryAfter) {
        return status(429, retryAfter);
    }

    /** It is done, and the reply comes this much later, in real time unless {@link #onWorkspaceClock}. */
    public static Fault latency(Duration latency) {
        return latency(latency, latency);
    }

    /** It is done, and the reply comes later, evenly spread from the shortest to the longest time. */
    public static Fault latency(Duration shortest, Duration longest) {
        if (checked(longest).compareTo(checked(shortest)) < 0) {
            throw new IllegalArgumentException("the longest time is not shorter than the shortest, but these were "
                    + longest + " and " + shortest);
        }
        return new Fault(new FaultEffect.Latency(FaultEffect.Latency.Spread.UNIFORM, shortest, longest, 0, false));
    }

    /** It is done, and the reply comes later, by log-normally spread times around a median; at most a day. */
    public static Fault logNormalLatency(Duration median, double sigma) {
        if (!(sigma >= 0)) {
            throw new IllegalArgumentException("sigma is not negative, but this was " + sigma);
        }
        return new Fault(
                new FaultEffect.Latency(FaultEffect.Latency.Spread.LOG_NORMAL, checked(median), DAY, sigma, false));
    }

    /** Resets the connection; the request is not applied. */
    public static Fault reset() {
        return new Fault(new FaultEffect.NoReply(true));
    }

    /** Closes the connection without a response; the request is not applied. */
    public static Fault emptyResponse() {
        return new Fault(new FaultEffect.NoReply(false));
    }

    /** It is done, and the connection closed without a reply. */
    public static Fault lostResponse() {
        return new Fault(new FaultEffect.LostAnswer());
    }

    /** It is done, and the connection closed in the middle of the reply's body. */
    public static Fault halfBody() {
        return new Fault(new FaultEffect.HalfBody());
    }

    /** It is done, and the reply is no JSON. */
    public static Fault malformedJson() {
        return new Fault(new FaultEffect.MalformedJson());
    }

    /** It is done, and the reply's body comes bit by bit, over this much real time. */
    public static Fault slowBody(Duration time) {
        return new Fault(new FaultEffect.SlowBody(checked(time)));
    }

    private static int checked(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("a status is from 200 to 599, but this was " + status);
        }
        return status;
    }

    private static Duration checked(Duration time) {
        if (time.isNegative() || time.compareTo(DAY) > 0) {
            throw new IllegalArgumentException("a time must be from zero to a day, but this was " + time);
        }
        return time;
    }

    /** Lets latency pass on the workspace's clock: the reply comes when that has been moved far enough. */
    public Fault onWorkspaceClock() {
        if (!(rule.effect() instanceof FaultEffect.Latency latency)) {
            throw new IllegalStateException("only latency passes on a clock, and this is " + rule.effect());
        }
        FaultEffect onClock =
                new FaultEffect.Latency(latency.spread(), latency.shortest(), latency.longest(), latency.sigma(), true);
        return with(onClock, rule.method(), rule.path(), rule.caller(), rule.nth(), rule.chance(), rule.times());
    }

    /** Only with requests of this method to this route, such as {@code /v1/task/{id}}, or to this very path. */
    public Fault on(String method, String route) {
        String capitals = method.toUpperCase(Locale.ROOT);
        return with(rule.effect(), capitals, route, rule.caller(), rule.nth(), rule.chance(), rule.times());
    }

    /** Only with requests of this method. */
    public Fault on(String method) {
        String capitals = method.toUpperCase(Locale.ROOT);
        return with(rule.effect(), capitals, rule.path(), rule.caller(), rule.nth(), rule.chance(), rule.times());
    }

    /** Only with requests of this user. */
    public Fault caller(long user) {
        return with(rule.effect(), rule.method(), rule.path(), user, rule.nth(), rule.chance(), rule.times());
    }

    /** Only with this one of the requests in question, counted from 1. */
    public Fault nth(int nth) {
        return with(
                rule.effect(), rule.method(), rule.path(), rule.caller(), positive(nth), rule.chance(), rule.times());
    }

    /** Injects the fault at random, by the emulator's seed; from 0 (never) to 1 (always). */
    public Fault chance(double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException("a chance is from 0 to 1, but this was " + chance);
        }
        return with(rule.effect(), rule.method(), rule.path(), rule.caller(), rule.nth(), chance, rule.times());
    }

    /** Only so many times. */
    public Fault times(int most) {
        return with(
                rule.effect(), rule.method(), rule.path(), rule.caller(), rule.nth(), rule.chance(), positive(most));
    }

    private static int positive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("this is counted from 1, but it was " + number);
        }
        return number;
    }

    private static Fault with(
            FaultEffect effect,
            @Nullable String method,
            @Nullable String path,
            @Nullable Long caller,
            int nth,
            double chance,
            int times) {
        return new Fault(new FaultRule(effect, method, path, caller, nth, chance, times, 0, 0));
    }

    FaultRule rule() {
        return rule;
    }
}
