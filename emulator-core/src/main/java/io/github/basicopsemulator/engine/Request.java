package io.github.basicopsemulator.engine;

import java.util.Locale;

/**
 * A request as it came in.
 *
 * @param method in capitals
 * @param path behind the workspace's base, as it was sent: still percent-encoded, beginning with a slash
 * @param query behind the question mark, as it was sent; empty if there is none
 * @param body all of it; empty if there is none. Nobody writes to it
 * @param base the URL of the workspace as this client sees it, without a slash at its end
 */
public record Request(String method, String path, String query, Headers headers, byte[] body, String base) {

    /** The media type of the body without its parameters, in small letters; empty if none was sent. */
    public String mediaType() {
        String type = headers.first("Content-Type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }
}
