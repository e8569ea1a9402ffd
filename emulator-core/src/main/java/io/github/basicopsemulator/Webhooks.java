package io.github.basicopsemulator;

import io.github.basicopsemulator.journal.Har;
import io.github.basicopsemulator.webhook.DeliveryAttempt;
import io.github.basicopsemulator.webhook.DeliveryFaultRule;
import io.github.basicopsemulator.webhook.DeliveryFaultRule.Kind;
import io.github.basicopsemulator.webhook.PayloadFormat;
import io.github.basicopsemulator.webhook.RetryPolicy;
import io.github.basicopsemulator.webhook.WebhookDispatcher;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of a workspace as their sender sees them: when deliveries leave, what goes wrong with them, and what became of
 * them. All of it is put back with the workspace.
 *
 * <p>Safe for use by many threads. What waits is woken by what happens; nothing polls.
 */
public final class Webhooks {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Workspace workspace;
    private final WebhookDispatcher dispatcher;

    /** When deliveries leave. */
    public enum Mode {
        /** As soon as the request that caused them is answered; the default. */
        AFTER_RESPONSE,
        /** Before the request that caused them is answered: it is, when the subscribers have answered or given up. */
        BEFORE_RESPONSE,
        /** When the test says so, and as it says: {@link #deliverNext}, {@link #deliverAll}, {@link #deliver}, {@link #drop}. */
        HELD
    }

    /** What the body of a delivery looks like. */
    public enum Payload {
        /** As BasicOps' reference shows it; the default. */
        DOCUMENTED,
        /** As receivers of BasicOps' own read it: {@code data}, names with dots, {@code webhookId}, {@code companyId}. */
        OBSERVED
    }

    Webhooks(Workspace workspace, WebhookDispatcher dispatcher) {
        this.workspace = workspace;
        this.dispatcher = dispatcher;
    }

    /** Sets when deliveries leave. What was held leaves when it is no longer to be. */
    public Webhooks mode(Mode mode) {
        open().rules(rules -> rules.with(io.github.basicopsemulator.webhook.DeliveryMode.valueOf(mode.name())));
        return this;
    }

    /** Sets the form of what happens from now on; a webhook that was seeded with a form of its own keeps it. */
    public Webhooks payload(Payload payload) {
        open().rules(rules -> rules.with(PayloadFormat.valueOf(payload.name())));
        return this;
    }

    /** Sets whether and when failed deliveries are repeated, on the workspace's clock; they are not by default. */
    public Webhooks retries(Retries retries) {
        open().rules(rules -> rules.with(retries.policy()));
        return this;
    }

    /** Has these things go wrong from now on, in place of what was set before; none is as good as new. */
    public Webhooks faults(DeliveryFault... deliveryFaults) {
        open().rules(rules -> rules.with(
                Arrays.stream(deliveryFaults).map(DeliveryFault::rule).toList()));
        return this;
    }

    /**
     * Waits until nothing is due and nothing on its way; what is held, or due later on the workspace's clock, is neither.
     *
     * @throws AssertionError after 10 seconds, with what did happen
     */
    public void settle() {
        settle(PATIENCE);
    }

    /**
     * Waits until nothing is due and nothing on its way.
     *
     * @throws AssertionError when that takes longer, with what did happen
     */
    public void settle(Duration patience) {
        try {
            open().settle(TimeLimits.checked("a patience", patience));
            // Closing forgets what was on its way, which is another thing than its arrival.
            workspace.refuseIfClosed();
        } catch (TimeoutException hanging) {
            throw unsettled(hanging);
        }
    }

    /**
     * Does the same as {@link #settle(Duration)}, without a thread that waits: the future completes with these webhooks, or
     * exceptionally with the {@link AssertionError}.
     */
    public CompletableFuture<Webhooks> settleAsync(Duration patience) {
        return open().whenSettled(TimeLimits.checked("a patience", patience), () -> this, Webhooks::unsettled);
    }

    private static AssertionError unsettled(TimeoutException hanging) {
        return new AssertionError(hanging.getMessage(), hanging);
    }

    /**
     * Waits until an event was delivered, which may have been before, and returns its first delivery.
     *
     * @param event such as {@code basicops:task:created}
     * @throws AssertionError after 10 seconds, with what did happen
     */
    public Delivery awaitDelivery(String event) {
        return awaitDelivery(event, PATIENCE);
    }

    /** Does the same as {@link #awaitDelivery(String)}, for as long as this. */
    public Delivery awaitDelivery(String event, Duration patience) {
        return await(delivery -> delivery.event().equals(event), "of " + event, patience);
    }

    /**
     * Waits until something was delivered that the test looks for, which may have been before, and returns the first.
     *
     * @throws AssertionError after 10 seconds, with what did happen
     */
    public Delivery awaitDelivery(Predicate<Delivery> wanted) {
        return awaitDelivery(wanted, PATIENCE);
    }

    /** Does the same as {@link #awaitDelivery(Predicate)}, for as long as this. */
    public Delivery awaitDelivery(Predicate<Delivery> wanted, Duration patience) {
        return await(wanted, "that was looked for", patience);
    }

    private WebhookDispatcher open() {
        workspace.refuseIfClosed();
        return dispatcher;
    }

    /** Says what has happened and what has not yet, for messages. */
    String report() {
        return dispatcher.report();
    }

    /** Says what has been delivered and what not yet, which webhooks there are, and what happened last. Secrets are masked. */
    @Override
    public String toString() {
        return report() + workspace.webhookReport();
    }

    /**
     * Does the same as {@link #awaitDelivery(String, Duration)}, without a thread that waits: the future completes with the
     * delivery, or exceptionally with the {@link AssertionError}.
     */
    public CompletableFuture<Delivery> awaitDeliveryAsync(String event, Duration patience) {
        return open().when(
                        TimeLimits.checked("a patience", patience),
                        first(delivery -> delivery.event().equals(event)),
                        () -> missed("of " + event, patience));
    }

    private Delivery await(Predicate<Delivery> wanted, String described, Duration patience) {
        try {
            return open().await(TimeLimits.checked("a patience", patience), first(wanted));
        } catch (TimeoutException nothing) {
            throw missed(described, patience);
        }
    }

    private static Function<List<DeliveryAttempt>, @Nullable Delivery> first(Predicate<Delivery> wanted) {
        return attempts -> attempts.stream()
                .filter(attempt -> attempt.outcome() == DeliveryAttempt.Outcome.DELIVERED)
                .map(Delivery::new)
                .filter(wanted)
                .findFirst()
                .orElse(null);
    }

    private AssertionError missed(String described, Duration patience) {
        return new AssertionError("no delivery " + described + " within " + patience.toMillis() + " ms. " + report()
                + workspace.webhookReport());
    }

    /** Returns every attempt so far, oldest first: those that failed, too, and what was not sent and why. The newest 1,000. */
    public List<Delivery> deliveries() {
        return open().attempts().stream().map(Delivery::new).toList();
    }

    /**
     * Writes every attempt that {@link #deliveries} has as a HAR 1.2 document, which browsers and proxies read; tokens and secrets
     * are masked. What was not answered has the status 0.
     */
    public String har() {
        return Har.write(deliveries().stream().map(Delivery::exchange).toList());
    }

    /** Returns the last attempt at each delivery that was given up, oldest first. The newest 1,000. */
    public List<Delivery> deadLetters() {
        return open().dead().stream().map(Delivery::new).toList();
    }

    /** Returns what waits for the test, in order. */
    public List<Delivery> held() {
        return open().dispatcherSnapshot().held().stream().map(Delivery::new).toList();
    }

    /**
     * Delivers the first of what is held, and waits for the answer.
     *
     * @throws AssertionError when nothing is held
     * @throws IllegalStateException when the workspace is closed, or put back meanwhile
     */
    public Delivery deliverNext() {
        return completed(deliverNextAsync());
    }

    /**
     * Does the same as {@link #deliverNext}, without a thread that waits: the future completes with the delivery, or exceptionally
     * with the {@link IllegalStateException}.
     *
     * @throws AssertionError when nothing is held
     */
    public CompletableFuture<Delivery> deliverNextAsync() {
        CompletableFuture<DeliveryAttempt> attempt = open().deliverNext();
        if (attempt == null) {
            throw new AssertionError("nothing is held. " + report() + workspace.webhookReport());
        }
        return attempt.thenApply(Delivery::new);
    }

    /** Delivers all that is held, in order, and waits for the answers. */
    public List<Delivery> deliverAll() {
        return completed(deliverAllAsync());
    }

    /** Does the same as {@link #deliverAll}, without a thread that waits. */
    public CompletableFuture<List<Delivery>> deliverAllAsync() {
        return open().deliverHeld()
                .thenApply(attempts -> attempts.stream().map(Delivery::new).toList());
    }

    /**
     * Delivers one of those that are held, whichever its turn, or any other once more, and waits for the answer. A repetition of
     * it that is due later is not sent.
     *
     * @throws IllegalStateException when the workspace is closed, or put back meanwhile
     */
    public Delivery deliver(Delivery delivery) {
        return completed(deliverAsync(delivery));
    }

    /** Does the same as {@link #deliver}, without a thread that waits. */
    public CompletableFuture<Delivery> deliverAsync(Delivery delivery) {
        return open().deliver(delivery.queued()).thenApply(Delivery::new);
    }

    private static <T> T completed(CompletableFuture<T> delivery) {
        try {
            return delivery.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a delivery", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    Objects.requireNonNull(failed.getCause()).getMessage(), failed);
        }
    }

    /**
     * Throws one of those that are held away.
     *
     * @throws IllegalArgumentException when it is not held, or no longer
     */
    public void drop(Delivery delivery) {
        if (!open().drop(delivery.held())) {
            throw new IllegalArgumentException("this is not held, so it cannot be dropped: " + delivery);
        }
    }

    /** Whether and when a failed delivery is repeated, on the workspace's clock. Immutable: every method returns another one. */
    public static final class Retries {

        private final RetryPolicy policy;

        private Retries(RetryPolicy policy) {
            this.policy = policy;
        }

        /** One attempt for each delivery, as by default. */
        public static Retries none() {
            return new Retries(RetryPolicy.NONE);
        }

        /**
         * At most so many attempts, the first one included: after any answer but 2xx, or none, 10 seconds after the first failure,
         * and each time twice as long after the next, up to an hour.
         *
         * @param most from 1 to 1,000
         */
        public static Retries attempts(int most) {
            if (most < 1 || most > RetryPolicy.MAX_ATTEMPTS) {
                throw new IllegalArgumentException("a delivery has 1 to 1,000 attempts, but this was " + most);
            }
            return new Retries(RetryPolicy.NONE.withAttempts(most));
        }

        /** Repeats first after this time, and then after so many times the time before; a factor of 1 is always the same. */
        public Retries backoff(Duration first, double factor) {
            if (!(factor >= 0 && factor <= 1_000)) {
                throw new IllegalArgumentException("a factor is from 0 to 1000, but this was " + factor);
            }
            return new Retries(policy.withBackoff(checked(first), factor));
        }

        /** Never waits longer than this. */
        public Retries atMost(Duration longest) {
            return new Retries(policy.withLongest(checked(longest)));
        }

        /** Waits up to this part longer or shorter, from 0 to 1, by chance that follows from the emulator's seed. */
        public Retries jitter(double part) {
            if (!(part >= 0 && part <= 1)) {
                throw new IllegalArgumentException("a part is from 0 to 1, but this was " + part);
            }
            return new Retries(policy.withJitter(part));
        }

        /** Repeats only after these statuses, or where there was no answer at all. */
        public Retries onlyOn(int... statuses) {
            return new Retries(
                    policy.withStatuses(Arrays.stream(statuses).boxed().toList()));
        }

        /** Times are from nothing to a hundred years. */
        static Duration checked(Duration time) {
            return TimeLimits.checked("a time", time);
        }

        RetryPolicy policy() {
            return policy;
        }
    }

    /**
     * Something that goes wrong with deliveries, each of them unless told otherwise. Where several would strike, the first does.
     * Immutable: every method returns another one.
     */
    public static final class DeliveryFault {

        private final DeliveryFaultRule rule;

        private DeliveryFault(DeliveryFaultRule rule) {
            this.rule = rule;
        }

        /** It never arrives. */
        public static DeliveryFault drop() {
            return new DeliveryFault(new DeliveryFaultRule(Kind.DROP, Duration.ZERO));
        }

        /** It arrives twice. */
        public static DeliveryFault duplicate() {
            return new DeliveryFault(new DeliveryFaultRule(Kind.DUPLICATE, Duration.ZERO));
        }

        /** It is sent later, on the workspace's clock. */
        public static DeliveryFault delay(Duration delay) {
            return new DeliveryFault(new DeliveryFaultRule(Kind.DELAY, Retries.checked(delay)));
        }

        /** It arrives after the next one to the same webhook; where none comes, {@link Webhooks#settle} sends it. */
        public static DeliveryFault reorder() {
            return new DeliveryFault(new DeliveryFaultRule(Kind.REORDER, Duration.ZERO));
        }

        /** Its signature does not fit its body. */
        public static DeliveryFault corruptSignature() {
            return new DeliveryFault(new DeliveryFaultRule(Kind.CORRUPT_SIGNATURE, Duration.ZERO));
        }

        /** Only with this event, such as {@code basicops:task:created}. */
        public DeliveryFault event(String event) {
            return with(event, rule.subscriber(), rule.nth(), rule.chance(), rule.times());
        }

        /** Only with this webhook, by its {@code EId}. */
        public DeliveryFault webhook(String eid) {
            return with(rule.event(), eid, rule.nth(), rule.chance(), rule.times());
        }

        /** Only with this one of the deliveries in question, counted from 1. */
        public DeliveryFault nth(int nth) {
            if (nth < 1) {
                throw new IllegalArgumentException("deliveries are counted from 1, but this was " + nth);
            }
            return with(rule.event(), rule.subscriber(), nth, rule.chance(), rule.times());
        }

        /** Only with some of them, by chance that follows from the emulator's seed; from 0 for none to 1 for all. */
        public DeliveryFault chance(double chance) {
            if (!(chance >= 0 && chance <= 1)) {
                throw new IllegalArgumentException("a chance is from 0 to 1, but this was " + chance);
            }
            return with(rule.event(), rule.subscriber(), rule.nth(), chance, rule.times());
        }

        /** Only so many times. */
        public DeliveryFault times(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("a number of times is at least 1, but this was " + most);
            }
            return with(rule.event(), rule.subscriber(), rule.nth(), rule.chance(), most);
        }

        private DeliveryFault with(
                @Nullable String event, @Nullable String webhook, int nth, double chance, int times) {
            return new DeliveryFault(
                    new DeliveryFaultRule(rule.kind(), event, webhook, nth, chance, times, rule.delay(), 0, 0));
        }

        DeliveryFaultRule rule() {
            return rule;
        }
    }
}
