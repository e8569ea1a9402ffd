package io.github.basicopsemulator.junit5;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * A value of an annotation.
 *
 * @param where the annotated element, for messages
 */
record Attribute(String name, String written, String where) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    boolean isGiven() {
        return !written.isEmpty();
    }

    Instant instant() {
        try {
            return Instant.parse(written);
        } catch (DateTimeException unreadable) {
            throw refused("is to be an instant of ISO 8601, such as \"2024-01-01T12:00:00Z\"");
        }
    }

    Duration duration() {
        try {
            return atMost100Years(Duration.parse(written));
        } catch (DateTimeException unreadable) {
            throw refused("is to be a duration of ISO 8601, such as \"PT5S\" or \"PT0.2S\"");
        }
    }

    private Duration atMost100Years(Duration duration) {
        if (duration.compareTo(LONGEST) > 0 || duration.compareTo(LONGEST.negated()) < 0) {
            throw refused("is to be a duration of at most 100 years");
        }
        return duration;
    }

    ExtensionConfigurationException refused(String expected) {
        return new ExtensionConfigurationException(
                name + " " + expected + ", but " + where + " has \"" + written + "\".");
    }
}
