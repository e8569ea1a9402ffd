package io.github.basicopsemulator.sell;

import java.util.List;

/**
 * The options of the Sell surface.
 *
 * @param tokens declared access tokens of the default user; if empty, any token is accepted
 * @param relaxed whether {@code owner_id} and {@code resource_id} of tasks are not checked
 * @param strict whether undocumented behaviour is refused
 */
public record SellOptions(List<String> tokens, boolean relaxed, boolean strict) {

    /** The default options. */
    public static final SellOptions DEFAULT = new SellOptions(List.of(), false, false);

    /** The user of any token if no token is declared. */
    public static final long DEFAULT_USER = 1;

    /** Copies the mutable arguments. */
    public SellOptions {
        tokens = List.copyOf(tokens);
    }
}
