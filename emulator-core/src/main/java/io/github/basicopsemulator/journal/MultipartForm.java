package io.github.basicopsemulator.journal;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Multipart bodies (RFC 7578), in which a part can be the value of a secret name. They are read line by line, with any
 * text before the first part and any line ends. Used by one thread.
 */
final class MultipartForm {

    private static final Pattern DISPOSITION =
            Pattern.compile("[ \\t]*+content-disposition\\s*+:", Pattern.CASE_INSENSITIVE);

    /** Finds names in a header that is not written as it should be. */
    private static final Pattern NAME =
            Pattern.compile("\\bname[*0-9]*+\\s*+=\\s*+(?:\"([^\"]*+)|([^;,\\s]*+))", Pattern.CASE_INSENSITIVE);

    private final String body;
    private final Consumer<String> found;
    private final StringBuilder masked = new StringBuilder();
    private String boundary = "";
    private int copied;

    private MultipartForm(String body, Consumer<String> found) {
        this.body = body;
        this.found = found;
    }

    /** Hides the parts that telling names have, where a body has parts at all. */
    static String mask(String body, Consumer<String> found) {
        return DISPOSITION.matcher(body).find() ? new MultipartForm(body, found).mask() : body;
    }

    private String mask() {
        int at = 0;
        while (at < body.length()) {
            if (body.startsWith("--", at)) {
                boundary = body.substring(at, endOfLine(at)).strip();
            }
            at = isDisposition(at) ? header(at) : nextLine(at);
        }
        return copied == 0 ? body : masked.append(body, copied, body.length()).toString();
    }

    private boolean isDisposition(int at) {
        Matcher matcher = DISPOSITION.matcher(body).region(at, body.length());
        return matcher.lookingAt();
    }

    /** Hides the part of a header, which may go on in lines that begin with a space. */
    private int header(int from) {
        int end = endOfLine(from);
        int next = nextLine(from);
        while (next < body.length() && (body.charAt(next) == ' ' || body.charAt(next) == '\t') && !isBlank(next)) {
            end = endOfLine(next);
            next = nextLine(next);
        }
        if (!isSecret(body.substring(from, end))) {
            return next;
        }
        int begin = content(next);
        int close = endOfPart(begin);
        if (close > begin) {
            found.accept(body.substring(begin, close));
            masked.append(body, copied, begin).append(SecretScanner.HIDDEN);
            copied = close;
        }
        return close;
    }

    private static boolean isSecret(String header) {
        return SecretNames.matches(name(header))
                || NAME.matcher(header)
                        .results()
                        .anyMatch(result ->
                                SecretNames.matches(result.group(1) == null ? result.group(2) : result.group(1)));
    }

    /** Returns the parameter "name", also if it is split (RFC 2231). */
    private static String name(String header) {
        StringBuilder name = new StringBuilder();
        int at = header.indexOf(';');
        while (at >= 0 && at < header.length()) {
            int end = endOfParameter(header, at + 1);
            String parameter = header.substring(at + 1, end).strip();
            int equals = parameter.indexOf('=');
            String key =
                    equals < 0 ? "" : parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            if (key.equals("name") || key.startsWith("name*")) {
                name.append(unquoted(parameter.substring(equals + 1).strip()));
            }
            at = end;
        }
        return name.toString();
    }

    private static int endOfParameter(String header, int from) {
        boolean isQuoted = false;
        for (int i = from; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '\\' && isQuoted) {
                i++;
            } else if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == ';' && !isQuoted) {
                return i;
            }
        }
        return header.length();
    }

    private static String unquoted(String value) {
        int close = value.startsWith("\"") ? value.lastIndexOf('"') : 0;
        return value.startsWith("\"") ? value.substring(1, close > 0 ? close : value.length()) : value;
    }

    /** Returns the beginning of the content: behind the next blank line, or here if the part has no blank line. */
    private int content(int from) {
        int at = from;
        while (at < body.length() && !isBlank(at)) {
            if (isBoundary(at)) {
                return from;
            }
            at = nextLine(at);
        }
        return at < body.length() ? nextLine(at) : from;
    }

    private int endOfPart(int from) {
        int end = from;
        int at = from;
        while (at < body.length() && !isBoundary(at)) {
            end = endOfLine(at);
            at = nextLine(at);
        }
        return at < body.length() ? end : body.length();
    }

    private boolean isBoundary(int at) {
        if (boundary.isEmpty() || !body.startsWith(boundary, at)) {
            return false;
        }
        String rest = body.substring(at + boundary.length(), endOfLine(at));
        String mark = rest.replace(" ", "").replace("\t", "");
        return mark.isEmpty() || mark.equals("--");
    }

    private boolean isBlank(int at) {
        return body.substring(at, endOfLine(at)).isBlank();
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < body.length() && body.charAt(end) != '\n' && body.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private int nextLine(int from) {
        int end = endOfLine(from);
        return body.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, body.length());
    }
}
