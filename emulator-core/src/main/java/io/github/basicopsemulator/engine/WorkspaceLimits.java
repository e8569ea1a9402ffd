package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.store.LimitReached;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.store.Transaction;

/**
 * The limits of a workspace.
 *
 * @param records the records of all kinds
 * @param storedBytes the bytes of all values and files
 * @param heldDeliveries the deliveries that are held, delayed, waiting for a retry or queued
 * @param inboxes the inboxes with messages or configured answers
 * @param snapshots the named snapshots
 * @param unsentBytes the bytes of response bodies that are delayed or unread; counted separately for the control API
 */
public record WorkspaceLimits(
        long records, long storedBytes, int heldDeliveries, int inboxes, int snapshots, long unsentBytes) {

    public static final WorkspaceLimits DEFAULT =
            new WorkspaceLimits(1_000_000, 512L << 20, 10_000, 1_000, 100, 256L << 20);

    private static final String REMEDY = "Remove some, reset the workspace";

    /**
     * Refuses a change by which a workspace has more than it may.
     *
     * @throws LimitReached when records or bytes became more, and are too many now
     */
    void check(Transaction transaction) {
        State before = transaction.before();
        State after = transaction.state();
        if (after.records() > records && after.records() > before.records()) {
            throw LimitReached.of(REMEDY, "records", "maxRecords", "This workspace has %,d records", before.records());
        }
        if (after.bytes() > storedBytes && after.bytes() > before.bytes()) {
            throw LimitReached.of(
                    REMEDY,
                    "stored-bytes",
                    "maxStoredBytes",
                    "The records and files of this workspace would take %,d bytes of %,d",
                    after.bytes(),
                    storedBytes);
        }
    }
}
