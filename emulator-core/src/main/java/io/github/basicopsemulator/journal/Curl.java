package io.github.basicopsemulator.journal;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Exchanges as commands of curl. */
public final class Curl {

    /** What curl sends by itself. */
    private static final Set<String> OWN =
            Set.of("host", "content-length", "connection", "transfer-encoding", "expect", "upgrade", "http2-settings");

    private Curl() {}

    /** Writes the command that sends the request again, with tokens and secrets masked. */
    public static String write(Exchange exchange) {
        String query = exchange.query().isEmpty() ? "" : "?" + Mask.form(exchange.query());
        StringBuilder command = new StringBuilder("curl -X ")
                .append(exchange.method())
                .append(' ')
                .append(quoted(exchange.base() + exchange.path() + query));
        for (Map.Entry<String, String> header : exchange.requestHeaders()) {
            if (!OWN.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                command.append(" \\\n  -H ")
                        .append(quoted(header.getKey() + ": " + Mask.header(header.getKey(), header.getValue())));
            }
        }
        if (exchange.request().length() > 0) {
            command.append(" \\\n  --data-binary ").append(quoted(Mask.body(exchange.request())));
        }
        return command.toString();
    }

    /** For a shell: nothing inside single quotes means anything but the single quote. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
