package io.github.basicopsemulator.store;

/** Chance that follows from numbers alone. */
public final class Randomness {

    /** The increment of the random state per number. */
    static final long STEP = 0x9E3779B97F4A7C15L;

    private Randomness() {}

    /** Returns a random number from 0 to 1, without 1, that depends on these numbers alone. */
    public static double fraction(long... numbers) {
        long bits = 0;
        for (long number : numbers) {
            bits = mix((bits ^ number) + STEP);
        }
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** Makes 64 bits of which each depends on all of the given ones. */
    static long mix(long value) {
        long bits = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
