package io.github.basicopsemulator.basicops;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen of the BasicOps surface.
 *
 * @param appUrl what {@code viewUrl}, {@code bounceUrl} and links begin with, without a slash at its end
 * @param tokens declared access tokens and the ids of the users they belong to; any token is accepted when there is none
 * @param clients the registered OAuth clients; any client is accepted when there is none
 * @param asksNobody whether browsers, too, are given a code without asking anybody
 * @param wrapTimeEntries whether each record in the list of time entries has an envelope of its own
 * @param updateResponseLinks whether a PATCH or PUT answers with an id and links, as the reference's introduction says (L6)
 * @param extraTaskStatuses statuses that tasks can have besides those of the reference
 * @param strict whether what is only assumed is refused
 * @param fetchesPrivate whether a file may be fetched from loopback and private addresses
 * @param mostFetched how many bytes a file that is fetched may have
 * @param signatures how webhooks sign
 */
public record BasicOpsOptions(
        String appUrl,
        Map<String, Long> tokens,
        List<OAuthClient> clients,
        boolean asksNobody,
        boolean wrapTimeEntries,
        boolean updateResponseLinks,
        List<String> extraTaskStatuses,
        boolean strict,
        boolean fetchesPrivate,
        int mostFetched,
        SignatureFormat signatures) {

    /** The options of an emulator that was told nothing. */
    public static final BasicOpsOptions DEFAULT = new BasicOpsOptions("https://app.basicops.com", Map.of());

    /** The user whom a token belongs to when none is declared. */
    public static final long DEFAULT_USER = 38;

    /** Copies what could be changed from outside. */
    public BasicOpsOptions {
        tokens = Collections.unmodifiableMap(new LinkedHashMap<>(tokens));
        clients = List.copyOf(clients);
        extraTaskStatuses = List.copyOf(extraTaskStatuses);
    }

    /** Chooses only these; the others are as in {@link #DEFAULT}. */
    public BasicOpsOptions(String appUrl, Map<String, Long> tokens) {
        this(appUrl, tokens, List.of(), false, false, false, List.of(), false, true, 64 << 20, SignatureFormat.USUAL);
    }

    /**
     * A program that may ask people for access.
     *
     * @param secret null for a public client
     * @param redirectUri null for any
     */
    public record OAuthClient(
            String id, @Nullable String secret, @Nullable String redirectUri) {}
}
