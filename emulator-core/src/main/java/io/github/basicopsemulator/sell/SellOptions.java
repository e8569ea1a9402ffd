package io.github.basicopsemulator.sell;

import java.util.List;

/**
 * What can be chosen of the Sell surface.
 *
 * @param tokens declared access tokens of the default user; any token is accepted when there is none
 * @param relaxed whether the ids of owners and of what tasks are about need not exist
 * @param strict whether what is only assumed is refused
 */
public record SellOptions(List<String> tokens, boolean relaxed, boolean strict) {

    /** The options of an emulator that was told nothing. */
    public static final SellOptions DEFAULT = new SellOptions(List.of(), false, false);

    /** The user whom a token belongs to when none is declared. */
    public static final long DEFAULT_USER = 1;

    /** Copies what could be changed from outside. */
    public SellOptions {
        tokens = List.copyOf(tokens);
    }
}
