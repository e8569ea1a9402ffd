package io.github.basicopsemulator.journal;

import io.github.basicopsemulator.json.ControlCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Exchanges as commands of curl, for a POSIX shell. */
public final class Curl {

    /** The headers that curl sends itself. */
    private static final Set<String> OWN =
            Set.of("host", "content-length", "connection", "transfer-encoding", "expect", "upgrade", "http2-settings");

    /** The names of headers (RFC 9110). Others are left out: curl reads a file for a name that begins with an at sign. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private static final Pattern HTTP = Pattern.compile("https?://.*");

    private Curl() {}

    /**
     * Writes the curl command that sends the request again, with tokens and secrets masked.
     *
     *
     * <p>Every part of the request is quoted: the shell runs no part of it, and curl expands no part and reads no file
     * for it. A command has no line feed inside quotes, so that a part of it can be cut off or indented.
     */
    public static String write(RecordedExchange exchange) {
        RecordedExchange masked = Redactor.exchange(exchange);
        boolean isHead = masked.method().equals("HEAD");
        boolean hasBody = masked.request().length() > 0 && !isHead;
        boolean isPiped = hasBody && !isArgument(masked.request());
        StringBuilder command = new StringBuilder(isPiped ? input(masked.request()) + " | curl -g" : "curl -g");
        if (isHead) {
            command.append(" --head");
        } else if (!masked.method().equals(hasBody ? "POST" : "GET")) {
            command.append(" -X ").append(Shell.word(masked.method()));
        }
        command.append(masked.path().contains("/.") ? " --path-as-is " : " ").append(Shell.word(url(masked)));
        headers(masked.requestHeaders(), hasBody)
                .forEach(header -> command.append(" \\\n  -H ").append(header));
        if (isPiped) {
            command.append(" \\\n  --data-binary @-");
        } else if (hasBody) {
            command.append(" \\\n  --data-raw ")
                    .append(Shell.word(masked.request().text()));
        }
        return command.toString();
    }

    private static boolean isArgument(CapturedBody body) {
        return body.isText() && body.text().codePoints().noneMatch(ControlCharacters::contains);
    }

    private static String input(CapturedBody body) {
        return body.isText() ? Shell.printf(body.text()) : Shell.printf(body.bytes());
    }

    private static String url(RecordedExchange exchange) {
        String url = PercentEncoded.url(exchange);
        // curl adds the scheme itself, but it would take some URLs without one for an option.
        return HTTP.matcher(url).matches() ? url : "http://" + url;
    }

    private static List<String> headers(List<Map.Entry<String, String>> headers, boolean hasBody) {
        List<Map.Entry<String, String>> sent = headers.stream()
                .filter(header -> NAME.matcher(header.getKey()).matches())
                .filter(header -> !OWN.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .toList();
        boolean isTyped = sent.stream().anyMatch(header -> header.getKey().equalsIgnoreCase("Content-Type"));
        List<String> words = new ArrayList<>();
        sent.forEach(header -> words.add(Shell.word(header(header.getKey(), header.getValue()))));
        if (hasBody && !isTyped) {
            // Without it curl would declare a form.
            words.add(Shell.word("Content-Type:"));
        }
        return words;
    }

    private static String header(String name, String value) {
        String oneLine = value.replaceAll("[\\x00-\\x1F\\x7F]", " ").strip();
        return oneLine.isEmpty() ? name + ";" : name + ": " + oneLine;
    }
}
