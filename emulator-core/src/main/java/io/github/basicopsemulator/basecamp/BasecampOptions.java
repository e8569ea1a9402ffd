package io.github.basicopsemulator.basecamp;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The options of the Basecamp surface.
 *
 * @param account the id of the account, the prefix of all paths
 * @param tokens declared access tokens of the default person; if empty, any is accepted
 * @param singleUse whether attachment tokens are single-use
 * @param zone the time zone of timestamps
 * @param strict whether undocumented behaviour is refused
 */
public record BasecampOptions(long account, List<String> tokens, boolean singleUse, ZoneId zone, boolean strict) {

    /** The account of the vendor's examples. */
    public static final long DEFAULT_ACCOUNT = 999_999_999;

    /** The person of any credentials if no token is declared: Jason Fried, as in the vendor's examples. */
    public static final long DEFAULT_PERSON = 149_087_659;

    /** The default options. */
    public static final BasecampOptions DEFAULT =
            new BasecampOptions(DEFAULT_ACCOUNT, List.of(), false, ZoneOffset.UTC, false);

    /** Copies the mutable arguments. */
    public BasecampOptions {
        tokens = List.copyOf(tokens);
    }
}
