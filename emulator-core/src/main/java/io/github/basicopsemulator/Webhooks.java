package io.github.basicopsemulator;

import io.github.basicopsemulator.delivery.Attempt;
import io.github.basicopsemulator.delivery.Courier;
import io.github.basicopsemulator.delivery.Form;
import io.github.basicopsemulator.journal.Har;
import io.github.basicopsemulator.journal.Mask;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * The webhooks of a workspace as their sender sees them: when deliveries leave, what goes wrong with them, and what became of
 * them. All of it is put back with the workspace.
 *
 * <p>Safe for use by many threads. What waits is woken by what happens; nothing polls.
 */
public final class Webhooks {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Workspace workspace;
    private final Courier courier;

    /** When deliveries leave. */
    public enum Mode {
        /** As soon as the request that caused them is answered; the default. */
        AFTER_REPLY,
        /** Before the request that caused them is answered: it is, when the subscribers have answered or given up. */
        BEFORE_REPLY,
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

    Webhooks(Workspace workspace, Courier courier) {
        this.workspace = workspace;
        this.courier = courier;
    }

    /** Sets when deliveries leave. What was held leaves when it is no longer to be. */
    public Webhooks mode(Mode mode) {
        courier.rules(rules -> rules.with(io.github.basicopsemulator.delivery.Mode.valueOf(mode.name())));
        return this;
    }

    /** Sets the form of what happens from now on; a webhook that was seeded with a form of its own keeps it. */
    public Webhooks payload(Payload payload) {
        courier.rules(rules -> rules.with(Form.valueOf(payload.name())));
        return this;
    }

    /** Sets whether and when failed deliveries are repeated, on the workspace's clock; they are not by default. */
    public Webhooks retries(Retries retries) {
        courier.rules(rules -> rules.with(retries.policy()));
        return this;
    }

    /** Has these things go wrong from now on, in place of what was set before; none is as good as new. */
    public Webhooks trouble(Trouble... troubles) {
        courier.rules(
                rules -> rules.with(Arrays.stream(troubles).map(Trouble::rule).toList()));
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
            courier.settle(patience);
        } catch (TimeoutException hanging) {
            throw new AssertionError(hanging.getMessage(), hanging);
        }
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

    /** Says what has happened and what has not yet, for messages. */
    String report() {
        return courier.report();
    }

    /** Says what has been delivered and what not yet, which webhooks there are, and what happened last. Secrets are masked. */
    @Override
    public String toString() {
        return Mask.text(report() + workspace.situation());
    }

    private Delivery await(Predicate<Delivery> wanted, String described, Duration patience) {
        try {
            return courier.await(
                    patience,
                    attempts -> attempts.stream()
                            .filter(attempt -> attempt.outcome() == Attempt.Outcome.DELIVERED)
                            .map(Delivery::new)
                            .filter(wanted)
                            .findFirst()
                            .orElse(null));
        } catch (TimeoutException nothing) {
            throw new AssertionError(
                    "no delivery " + described + " within " + patience.toMillis() + " ms. " + report()
                            + workspace.situation(),
                    nothing);
        }
    }

    /** Returns every attempt so far, oldest first: those that failed, too, and what was not sent and why. The newest 1,000. */
    public List<Delivery> deliveries() {
        return courier.attempts().stream().map(Delivery::new).toList();
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
        return courier.dead().stream().map(Delivery::new).toList();
    }

    /** Returns what waits for the test, in order. */
    public List<Delivery> held() {
        return courier.backlog().held().stream().map(Delivery::new).toList();
    }

    /**
     * Delivers the first of what is held, and waits for the answer.
     *
     * @throws AssertionError when nothing is held
     * @throws IllegalStateException when the workspace is closed, or put back meanwhile
     */
    public Delivery deliverNext() {
        Attempt attempt = courier.deliverNext();
        if (attempt == null) {
            throw new AssertionError("nothing is held. " + report() + workspace.situation());
        }
        return new Delivery(attempt);
    }

    /** Delivers all that is held, in order, and waits for the answers. */
    public List<Delivery> deliverAll() {
        return courier.deliverHeld().stream().map(Delivery::new).toList();
    }

    /**
     * Delivers one of those that are held, whichever its turn, or any other once more, and waits for the answer. A repetition of
     * it that is due later is not sent.
     *
     * @throws IllegalStateException when the workspace is closed, or put back meanwhile
     */
    public Delivery deliver(Delivery delivery) {
        return new Delivery(courier.deliver(delivery.parcel()));
    }

    /**
     * Throws one of those that are held away.
     *
     * @throws IllegalArgumentException when it is not held, or no longer
     */
    public void drop(Delivery delivery) {
        if (!courier.drop(delivery.held())) {
            throw new IllegalArgumentException("this is not held, so it cannot be dropped: " + delivery);
        }
    }
}
