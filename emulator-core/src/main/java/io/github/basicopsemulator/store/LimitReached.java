package io.github.basicopsemulator.store;

import java.util.Locale;

/** Refuses a change that would exceed a limit of the emulator or of a workspace; the state is unchanged. */
public final class LimitReached extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private LimitReached(String message) {
        super(message);
    }

    /**
     * A limit that an option can raise.
     *
     * @param remedy the next step, as an imperative
     * @param option the option of the command line, after {@code --max-}
     * @param method the method of the builder
     * @param fact a format for the current or requested size
     * @param numbers the numbers in the format
     */
    public static LimitReached of(String remedy, String option, String method, String fact, Object... numbers) {
        return new LimitReached(String.format(Locale.ROOT, fact, numbers) + ", which is its limit. " + remedy
                + ", or raise the limit with --max-" + option + " or Emulator.builder()." + method + "().");
    }

    /** A limit that no option changes; the arguments are as for {@link #of}. */
    public static LimitReached fixed(String remedy, String fact, Object... numbers) {
        return new LimitReached(String.format(Locale.ROOT, fact, numbers) + ", which is the limit. " + remedy + ".");
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
