package io.github.basicopsemulator.basicops;

import java.util.Map;

/**
 * What can be chosen of the BasicOps surface.
 *
 * @param appUrl what {@code viewUrl}, {@code bounceUrl} and links begin with, without a slash at its end
 * @param tokens declared access tokens and the ids of the users they belong to; any token is accepted when there is none
 */
public record BasicOpsOptions(String appUrl, Map<String, Long> tokens) {

    /** The options of an emulator that was told nothing. */
    public static final BasicOpsOptions DEFAULT = new BasicOpsOptions("https://app.basicops.com", Map.of());

    /** The user whom a token belongs to when none is declared. */
    public static final long DEFAULT_USER = 38;
}
