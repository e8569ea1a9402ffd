package io.github.basicopsemulator.conformance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is sent and what is expected.
 *
 * @param place where it is documented, and what it shows
 * @param sent nothing where a delivery is expected
 */
record Exchange(String place, Message sent, Message expected) {

    private static final Pattern TIMES = Pattern.compile(", (\\d+) times:");

    boolean isDelivery() {
        return sent.first().isEmpty();
    }

    /** How often it happens: once, unless its place says otherwise. */
    int times() {
        Matcher matcher = TIMES.matcher(place);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 1;
    }
}
