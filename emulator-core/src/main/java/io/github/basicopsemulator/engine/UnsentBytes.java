package io.github.basicopsemulator.engine;

import java.util.Locale;

/**
 * The bytes of response bodies of one workspace that are held by faults, or that their clients have not read yet. Guarded by its
 * own monitor.
 */
public final class UnsentBytes {

    private final long max;
    private long emulated;
    private long control;

    UnsentBytes(long max) {
        this.max = max;
    }

    /**
     * Adds a response whose body has this size, or removes it with a negative size.
     *
     * @param isEmulated whether it is a response of an emulated API, and not of the control API
     */
    public synchronized void add(boolean isEmulated, long size) {
        if (isEmulated) {
            emulated += size;
        } else {
            control += size;
        }
    }

    /** Returns true if the responses of the emulated APIs, or those of the control API, have reached the limit. */
    public synchronized boolean isFull(boolean isEmulated) {
        return (isEmulated ? emulated : control) >= max;
    }

    /** The reason to refuse a request while the limit is reached. */
    public String refusal() {
        return String.format(
                Locale.ROOT,
                "The responses of this workspace that are delayed, or not read by their clients, have reached the limit of"
                        + " %,d bytes. Read or close them, or call faults().clear() or DELETE /_emulator/faults; or raise the"
                        + " limit with --max-unsent-bytes or Emulator.builder().maxUnsentBytes().",
                max);
    }
}
