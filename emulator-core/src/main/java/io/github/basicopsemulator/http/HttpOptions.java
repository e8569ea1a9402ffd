package io.github.basicopsemulator.http;

import io.github.basicopsemulator.tls.Identity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the engine is put on a port.
 *
 * @param host the address to bind to
 * @param port the port, 0 for any free one
 * @param pathPrefix what all paths begin with, such as {@code /mock}; empty for nothing
 * @param publicUrl what URLs in replies begin with whatever clients say, without a slash at its end; null to believe clients
 * @param trustForwarded whether {@code Forwarded} and {@code X-Forwarded-*} headers say what URL the client used
 * @param corsOrigins origins whose pages may send requests from a browser and read replies; {@code *} for all
 * @param tls who the emulator is over HTTPS, which is on the same port; null for HTTP alone
 * @param mostJson how many bytes the body of a request may have
 * @param mostUpload how many bytes it may have where it is a file
 */
public record HttpOptions(
        String host,
        int port,
        String pathPrefix,
        @Nullable String publicUrl,
        boolean trustForwarded,
        Set<String> corsOrigins,
        @Nullable Identity tls,
        int mostJson,
        int mostUpload) {}
