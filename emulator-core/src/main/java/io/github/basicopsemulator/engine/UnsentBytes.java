package io.github.basicopsemulator.engine;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes of response bodies of one workspace that are held by faults, or that their clients have not read yet. Thread-safe. */
public final class UnsentBytes {

    private final AtomicLong bytes = new AtomicLong();
    private final long max;

    UnsentBytes(long max) {
        this.max = max;
    }

    /** Adds a response whose body has this size. */
    public void add(long size) {
        bytes.addAndGet(size);
    }

    /** Removes a response whose body has this size, since it was sent, or cannot be. */
    public void remove(long size) {
        bytes.addAndGet(-size);
    }

    /** Tells whether the limit is reached. */
    public boolean isFull() {
        return bytes.get() >= max;
    }

    /** The reason to refuse a request while the limit is reached. */
    public String refusal() {
        return String.format(
                Locale.ROOT,
                "Responses of %,d bytes of this workspace are delayed, or not read by their clients, and %,d is the limit."
                        + " Read or close them, or call faults().clear() or DELETE /_emulator/faults; or raise the limit with"
                        + " --max-unsent-bytes or Emulator.builder().maxUnsentBytes().",
                bytes.get(),
                max);
    }
}
