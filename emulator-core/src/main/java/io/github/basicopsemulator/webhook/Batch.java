package io.github.basicopsemulator.webhook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The messages of one commit, which are sent together once the batch is released. Guarded by the lock of its
 * dispatcher.
 */
public final class Batch {

    private boolean released;
    private boolean abandoned;
    private boolean dropped;
    private boolean postponed;
    private int open;
    private final List<WebhookMessage> messages;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Set<String> subscribers = new LinkedHashSet<>();
    private final List<DeliveryAttempt> completed = new ArrayList<>();

    Batch(List<WebhookMessage> messages) {
        this.messages = messages;
    }

    List<WebhookMessage> messages() {
        return messages;
    }

    boolean isReleased() {
        return released;
    }

    void release() {
        released = true;
    }

    void add(String subscriber) {
        open++;
        subscribers.add(subscriber);
    }

    Set<String> subscribers() {
        return subscribers;
    }

    void completed(DeliveryAttempt attempt) {
        open--;
        completed.add(attempt);
    }

    /** Records that a message was dropped before it was rendered. */
    void drop() {
        dropped = true;
    }

    boolean hasDropped() {
        return dropped;
    }

    /** Drops the messages that will never be delivered. */
    void abandon() {
        open = 0;
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    boolean isDone() {
        return open == 0;
    }

    /** Completes when every message was attempted or dropped; see {@link #completeIfDone}. */
    CompletableFuture<Void> done() {
        return done;
    }

    /** Completes {@link #done}. Call this without the lock, after the last message. */
    void completeIfDone(boolean isDone) {
        if (isDone) {
            done.complete(null);
        }
    }

    /** The reply that releases it waits for a time on the workspace's clock. */
    void postpone() {
        postponed = true;
    }

    /** Returns true if it is sent at a later time of the workspace's clock, and so is not in progress. */
    boolean isPostponed() {
        return postponed && !released;
    }

    List<DeliveryAttempt> completed() {
        return completed;
    }
}
