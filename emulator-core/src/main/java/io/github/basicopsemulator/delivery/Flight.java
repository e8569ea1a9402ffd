package io.github.basicopsemulator.delivery;

import io.github.basicopsemulator.outgoing.Answer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A parcel that is being sent; until it has departed it can be called back. Guarded by its own monitor. */
final class Flight {

    private final Parcel parcel;
    private final Batch batch;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private boolean departed;
    private boolean calledBack;
    private boolean brokenOff;
    private @Nullable CompletableFuture<Answer> answer;

    Flight(Parcel parcel, Batch batch) {
        this.parcel = parcel;
        this.batch = batch;
    }

    Parcel parcel() {
        return parcel;
    }

    Batch batch() {
        return batch;
    }

    /** Says that it is about to be sent, and returns whether it may. */
    synchronized boolean depart() {
        departed = !calledBack;
        return departed;
    }

    synchronized void awaits(CompletableFuture<Answer> answer) {
        this.answer = answer;
        if (brokenOff) {
            answer.cancel(true);
        }
    }

    /** Says that nothing more will come of it. */
    void ended() {
        end.complete(null);
    }

    /** Keeps it from being sent, and returns whether that is too late. */
    synchronized boolean callBack() {
        calledBack = true;
        return departed;
    }

    /** Is complete when it is over, for one that has departed. */
    CompletableFuture<Void> end() {
        return end;
    }

    /** Breaks it off, sent or not. */
    synchronized void breakOff() {
        brokenOff = true;
        if (answer != null) {
            answer.cancel(true);
        }
    }
}
