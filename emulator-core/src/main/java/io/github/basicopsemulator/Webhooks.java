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
 * The webhooks of a workspace: when deliveries are sent, their faults, and their results. A rewind restores all of it.
 *
 *
 * <p>Safe for use by many threads. Waiting threads are woken by deliveries; there is no polling.
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

    /** The format of the body of a delivery. */
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

    /** Sets when deliveries are sent. Held deliveries are sent if the new mode does not hold them. */
    public Webhooks mode(Mode mode) {
        open().rules(rules -> rules.with(io.github.basicopsemulator.webhook.DeliveryMode.valueOf(mode.name())));
        return this;
    }

    /** Sets the payload format of later events. A webhook that was seeded with a format keeps it. */
    public Webhooks payload(Payload payload) {
        open().rules(rules -> rules.with(PayloadFormat.valueOf(payload.name())));
        return this;
    }

    /** Sets whether and when failed deliveries are repeated, on the workspace's clock; they are not by default. */
    public Webhooks retries(Retries retries) {
        open().rules(rules -> rules.with(retries.policy()));
        return this;
    }

    /** Replaces all delivery faults; call without arguments to clear them. */
    public Webhooks faults(DeliveryFault... deliveryFaults) {
        open().rules(rules -> rules.with(
                Arrays.stream(deliveryFaults).map(DeliveryFault::rule).toList()));
        return this;
    }

    /**
     * Waits until no delivery is due or in flight. Deliveries that are held, or due later on the workspace's clock, are
     * not awaited.
     *
     * @throws AssertionError after 10 seconds; the message lists the deliveries
     */
    public void settle() {
        settle(PATIENCE);
    }

    /**
     * Waits until no delivery is due or in flight.
     *
     * @throws AssertionError after the timeout; the message lists the deliveries
     */
    public void settle(Duration patience) {
        try {
            open().settle(TimeLimits.checked("a patience", patience));
            // Closing drops in-flight deliveries; they have not arrived.
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
     * Waits until an event was delivered, possibly before the call, and returns its first delivery.
     *
     * @param event such as {@code basicops:task:created}
     * @throws AssertionError after 10 seconds; the message lists the deliveries
     */
    public Delivery awaitDelivery(String event) {
        return awaitDelivery(event, PATIENCE);
    }

    /** Does the same as {@link #awaitDelivery(String)}, for as long as this. */
    public Delivery awaitDelivery(String event, Duration patience) {
        return await(delivery -> delivery.event().equals(event), "of " + event, patience);
    }

    /**
     * Waits for a matching delivery, possibly from before the call, and returns the first.
     *
     * @throws AssertionError after 10 seconds; the message lists the deliveries
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

    /** Describes the completed and the pending deliveries, for messages. */
    String report() {
        return dispatcher.report();
    }

    /** Describes the completed and the pending deliveries, the webhooks and the newest events. Secrets are masked. */
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

    /** Returns every attempt so far, oldest first, including failed and blocked ones. The newest 1,000. */
    public List<Delivery> deliveries() {
        return open().attempts().stream().map(Delivery::new).toList();
    }

    /**
     * Writes every attempt of {@link #deliveries} as a HAR 1.2 document for browsers and proxies; tokens and secrets
     * are masked. An attempt without a response has the status 0.
     */
    public String har() {
        return Har.write(deliveries().stream().map(Delivery::exchange).toList());
    }

    /** Returns the last attempt at each delivery that was given up, oldest first. The newest 1,000. */
    public List<Delivery> deadLetters() {
        return open().dead().stream().map(Delivery::new).toList();
    }

    /** Returns the held deliveries, in order. */
    public List<Delivery> held() {
        return open().dispatcherSnapshot().held().stream().map(Delivery::new).toList();
    }

    /**
     * Sends the first held delivery, and waits for the response.
     *
     * @throws AssertionError if no delivery is held
     * @throws IllegalStateException if the workspace is closed or rewound meanwhile
     */
    public Delivery deliverNext() {
        return completed(deliverNextAsync());
    }

    /**
     * Does the same as {@link #deliverNext} without blocking a thread: the future completes with the delivery, or
     * exceptionally with the {@link IllegalStateException}.
     *
     * @throws AssertionError if no delivery is held
     */
    public CompletableFuture<Delivery> deliverNextAsync() {
        CompletableFuture<DeliveryAttempt> attempt = open().deliverNext();
        if (attempt == null) {
            throw new AssertionError("no delivery is held. " + report() + workspace.webhookReport());
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
     * Sends a held delivery, out of turn, or repeats any other delivery, and waits for the response. A pending retry of
     * it is cancelled.
     *
     * @throws IllegalStateException if the workspace is closed or rewound meanwhile
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
     * Drops a held delivery.
     *
     * @throws IllegalArgumentException if it is not held, or no longer
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
         * Retries up to this number of attempts, including the first: after a timeout and after any status but 2xx. The
         * first retry is due 10 seconds after the failure, each further one after twice the time, up to an hour.
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

        /** Checks that a time is from zero to 100 years. */
        static Duration checked(Duration time) {
            return TimeLimits.checked("a time", time);
        }

        RetryPolicy policy() {
            return policy;
        }
    }

    /**
     * A fault for deliveries, by default for all of them. If several match, the first one triggers. Immutable: every
     * method returns a new fault.
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

        /**
         * Delivers it after the next delivery to the same webhook; without a next one, {@link Webhooks#settle} sends
         * it.
         */
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

        /** Injects the fault at random, by the emulator's seed; from 0 (never) to 1 (always). */
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
