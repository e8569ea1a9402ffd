package io.github.basicopsemulator.journal;

import java.nio.charset.StandardCharsets;

/** URLs of exchanges in visible ASCII. */
final class PercentEncoded {

    private static final String NOT_IN_BASE = "\"<>\\^`{|}#";
    private static final String NOT_IN_TARGET = NOT_IN_BASE + "[]";

    private PercentEncoded() {}

    /** Writes the whole URL of a request. */
    static String url(RecordedExchange exchange) {
        return encoded(exchange.base(), NOT_IN_BASE) + target(exchange);
    }

    /** Writes the part of the URL behind the base of the workspace. */
    static String target(RecordedExchange exchange) {
        String query = exchange.query().isEmpty() ? "" : "?" + exchange.query();
        return encoded(exchange.path() + query, NOT_IN_TARGET);
    }

    private static String encoded(String url, String refused) {
        StringBuilder encoded = new StringBuilder(url.length());
        for (byte each : url.getBytes(StandardCharsets.UTF_8)) {
            if (each > ' ' && each < 0x7F && refused.indexOf(each) < 0) {
                encoded.append((char) each);
            } else {
                encoded.append("%%%02X".formatted(each & 0xFF));
            }
        }
        return encoded.toString();
    }
}
