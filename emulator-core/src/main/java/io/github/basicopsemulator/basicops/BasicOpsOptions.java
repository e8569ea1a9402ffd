package io.github.basicopsemulator.basicops;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of the BasicOps surface.
 *
 * @param appUrl the base of {@code viewUrl}, {@code bounceUrl} and links, without a slash at its end
 * @param tokens declared access tokens and the ids of their users; if empty, any token is accepted
 * @param clients the registered OAuth clients; if empty, any client is accepted
 * @param asksNobody whether browsers, too, get a code without a consent page
 * @param wrapTimeEntries whether each record in the list of time entries has an envelope of its own
 * @param updateResponseLinks whether a PATCH or PUT answers with an id and links, as the reference's introduction says
 * (L6)
 * @param extraTaskStatuses valid statuses of tasks besides those of the reference
 * @param strict whether undocumented behaviour is refused
 * @param fetchesPrivate whether files may be fetched from loopback and private addresses
 * @param mostFetched the limit for a fetched file in bytes
 * @param signatures the signature format of webhooks
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

    /** The default options. */
    public static final BasicOpsOptions DEFAULT = new BasicOpsOptions("https://app.basicops.com", Map.of());

    /** The user of any token if no token is declared. */
    public static final long DEFAULT_USER = 38;

    /** Copies the mutable arguments. */
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
