package io.github.basicopsemulator.basecamp;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What can be chosen of the Basecamp surface.
 *
 * @param account the id of the account, with which all paths begin
 * @param tokens declared access tokens of the default person; anything is accepted when there is none
 * @param singleUse whether the token of a received file can be attached once only
 * @param zone the time zone that moments are written in
 * @param strict whether what is only assumed is refused
 */
public record BasecampOptions(long account, List<String> tokens, boolean singleUse, ZoneId zone, boolean strict) {

    /** The account of the vendor's examples. */
    public static final long DEFAULT_ACCOUNT = 999_999_999;

    /** The person whom credentials belong to when none are declared: Jason Fried, as in the vendor's examples. */
    public static final long DEFAULT_PERSON = 149_087_659;

    /** The options of an emulator that was told nothing. */
    public static final BasecampOptions DEFAULT =
            new BasecampOptions(DEFAULT_ACCOUNT, List.of(), false, ZoneOffset.UTC, false);

    /** Copies what could be changed from outside. */
    public BasecampOptions {
        tokens = List.copyOf(tokens);
    }
}
