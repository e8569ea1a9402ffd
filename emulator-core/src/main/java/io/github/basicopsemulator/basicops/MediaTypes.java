package io.github.basicopsemulator.basicops;

import java.net.URLConnection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Media types by file extension. */
final class MediaTypes {

    private MediaTypes() {}

    /** Guesses a media type by the end of a name. */
    static String of(@Nullable String fileName) {
        String guessed = fileName == null ? null : URLConnection.guessContentTypeFromName(fileName);
        return Objects.requireNonNullElse(guessed, "application/octet-stream");
    }
}
