package io.github.basicopsemulator.http;

import io.github.basicopsemulator.tls.Identity;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of the HTTP server.
 *
 * @param host the address to bind to
 * @param port the port, 0 for any free one
 * @param pathPrefix the prefix of all paths, such as {@code /mock}; empty for no prefix
 * @param publicUrl the base of URLs in responses, without a slash at its end; null to use the client's {@code Host}
 * @param trustForwarded whether {@code Forwarded} and {@code X-Forwarded-*} headers determine the client's URL
 * @param corsOrigins origins whose pages may send requests from a browser and read responses; {@code *} for all origins
 * @param tls key and certificate for HTTPS on the same port; null for HTTP alone
 * @param mostJson the limit for the body of a request in bytes
 * @param mostUpload the limit for an uploaded file in bytes
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
