package io.github.basicopsemulator.journal;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides the values of telling names in a text of any form: JSON, also cut or broken or inside a text of other JSON, URLs, queries,
 * also encoded, lines of headers, XML. Rather hides too much than too little. Used by one thread.
 */
final class SecretScanner {

    static final String HIDDEN = "***";

    /** Between a name and its value: as it is, escaped in JSON, or percent-encoded once or more. */
    private static final Pattern SEPARATOR =
            Pattern.compile("[=:>]|\\\\u003([ad])|%(?:25)*3([ad])", Pattern.CASE_INSENSITIVE);

    private static final Pattern SCHEME = Pattern.compile("(?:bearer|basic)\\s+", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEARER = Pattern.compile("\\bbearer\\s+([\\w.~+/=-]{6,})", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.eE+-]*(?=[\\s,}\\]&;]|$)");
    private static final Pattern WORD = Pattern.compile("(?:true|false|null)\\b");
    private static final int LONGEST_NAME = 200;
    private static final String END_OF_VALUE = "&\"'<>";
    private static final String IN_NAME = "_.-[]%+\\$*~";

    private final String text;
    private final Consumer<String> found;
    private final StringBuilder masked = new StringBuilder();
    private int copied;

    private SecretScanner(String text, Consumer<String> found) {
        this.text = text;
        this.found = found;
    }

    /**
     * Hides them.
     *
     * @param found is given each value that is hidden
     */
    static String mask(String text, Consumer<String> found) {
        return bearers(new SecretScanner(text, found).mask(), found);
    }

    private static String bearers(String text, Consumer<String> found) {
        Matcher bearer = BEARER.matcher(text);
        StringBuilder masked = new StringBuilder();
        int copied = 0;
        while (bearer.find()) {
            found.accept(bearer.group(1));
            masked.append(text, copied, bearer.start(1)).append(HIDDEN);
            copied = bearer.end();
        }
        return copied == 0 ? text : masked.append(text, copied, text.length()).toString();
    }

    private String mask() {
        Matcher separators = SEPARATOR.matcher(text);
        int at = 0;
        while (separators.find(at)) {
            at = separators.end();
            if (text.startsWith("://", separators.start())) {
                at = hideUser(separators.end() + 2);
            } else if (separators.group().equals(">")) {
                at = hideElement(separators.start());
            } else {
                at = hideValue(separators);
            }
        }
        return copied == 0 ? text : masked.append(text, copied, text.length()).toString();
    }

    /** Hides the user and the password in a URL. */
    private int hideUser(int from) {
        int end = from;
        while (end < text.length() && "/?#\\\"'<>".indexOf(text.charAt(end)) < 0 && !isSpace(end)) {
            end++;
        }
        int at = end - 1;
        while (at >= from && text.charAt(at) != '@') {
            at--;
        }
        return at <= from ? from : hide(from, at, "");
    }

    /** Hides what is inside an XML element. */
    private int hideElement(int close) {
        int open = close;
        while (open >= 0 && close - open <= LONGEST_NAME && text.charAt(open) != '<') {
            open--;
        }
        if (open < 0 || text.charAt(open) != '<') {
            return close + 1;
        }
        String name = text.substring(open + 1, close).split("\\s", 2)[0];
        if (!SecretNames.matches(name)) {
            return close + 1;
        }
        int from = close + 1;
        int end = text.startsWith("<![CDATA[", from) ? text.indexOf("]]>", from) : text.indexOf('<', from);
        return hide(from, end < 0 ? text.length() : end, "");
    }

    private int hideValue(Matcher separator) {
        Name name = nameBefore(separator.start());
        if (!SecretNames.matches(name.text())) {
            return separator.end();
        }
        String sign = separator.group();
        boolean isColon = sign.equals(":") || sign.endsWith("a") || sign.endsWith("A");
        if (sign.startsWith("%")) {
            int times = isColon ? 0 : (sign.length() - 1) / 2;
            return hide(separator.end(), endOfEncoded(separator.end(), times), "");
        }
        return isColon ? hideAfterColon(separator.end(), name) : hideAfterEquals(separator.end(), sign);
    }

    private int hideAfterEquals(int from, String sign) {
        int quote = quoteAt(from);
        if (quote >= 0) {
            return hide(quote + 1, endOfQuoted(from, quote), "");
        }
        int end = from;
        while (end < text.length() && END_OF_VALUE.indexOf(text.charAt(end)) < 0 && !isSpace(end)) {
            if (sign.startsWith("\\") && text.startsWith("\\u0026", end)) {
                break;
            }
            end++;
        }
        return hide(from, end, "");
    }

    private int hideAfterColon(int colon, Name name) {
        int from = colon;
        while (from < text.length() && isSpace(from)) {
            from++;
        }
        int quote = quoteAt(from);
        if (quote >= 0) {
            return hide(quote + 1, endOfQuoted(from, quote), "");
        }
        if (from == text.length() || SecretNames.isCode(name.text()) || isAt(WORD, from) >= 0) {
            return colon;
        }
        char first = text.charAt(from);
        if (first == '{' || first == '[') {
            return hide(from, endOfNested(from), name.quote());
        }
        int number = isAt(NUMBER, from);
        if (number >= 0) {
            return hide(from, number, name.quote());
        }
        int scheme = isAt(SCHEME, from);
        return scheme < 0 ? hide(from, endOfLine(from), name.quote()) : hide(scheme, endOfCredentials(scheme), "");
    }

    private int isAt(Pattern pattern, int from) {
        Matcher matcher = pattern.matcher(text).region(from, text.length());
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    /** Returns where the quote is that opens a value here, which may have backslashes before it; -1 for none. */
    private int quoteAt(int from) {
        int quote = from;
        while (quote < text.length() && text.charAt(quote) == '\\') {
            quote++;
        }
        boolean isQuote = quote < text.length() && (text.charAt(quote) == '"' || text.charAt(quote) == '\'');
        return isQuote ? quote : -1;
    }

    /** A quote is closed by the same quote with as many backslashes before it. */
    private int endOfQuoted(int from, int quote) {
        int backslashes = quote - from;
        int run = 0;
        for (int i = quote + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                run++;
            } else {
                boolean closes = backslashes == 0 ? run % 2 == 0 : run == backslashes;
                if (c == text.charAt(quote) && closes) {
                    return i - (backslashes == 0 ? 0 : run);
                }
                run = 0;
            }
        }
        return text.length();
    }

    private int endOfNested(int from) {
        int depth = 0;
        boolean inText = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                inText = !inText;
            } else if (!inText && (c == '{' || c == '[')) {
                depth++;
            } else if (!inText && (c == '}' || c == ']')) {
                depth--;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return text.length();
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private int endOfCredentials(int from) {
        int end = from;
        while (end < text.length() && "\"'\r\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** An encoded value goes on to the next parameter: to an ampersand that is encoded so many times, or fewer. */
    private int endOfEncoded(int from, int times) {
        int end = from;
        while (end < text.length() && END_OF_VALUE.indexOf(text.charAt(end)) < 0 && !isSpace(end)) {
            for (int i = 0; i < times; i++) {
                if (text.startsWith("%" + "25".repeat(i) + "26", end)) {
                    return end;
                }
            }
            end++;
        }
        return end;
    }

    /**
     * A name, as it is written.
     *
     * @param quote what closes it, backslashes and all; empty for nothing
     */
    private record Name(String text, String quote) {}

    private Name nameBefore(int separator) {
        int end = separator;
        while (end > 0 && isSpace(end - 1)) {
            end--;
        }
        int least = Math.max(copied, end - LONGEST_NAME);
        if (end > least && (text.charAt(end - 1) == '"' || text.charAt(end - 1) == '\'')) {
            return quotedBefore(end, least);
        }
        int begin = end;
        while (begin > least && isInName(text.charAt(begin - 1))) {
            begin--;
        }
        return new Name(text.substring(begin, end), "");
    }

    private Name quotedBefore(int end, int least) {
        int close = end - 1;
        while (close > least && text.charAt(close - 1) == '\\') {
            close--;
        }
        int open = text.lastIndexOf(text.charAt(end - 1), close - 1);
        return new Name(text.substring(Math.max(open + 1, least), close), text.substring(close, end));
    }

    private static boolean isInName(char c) {
        return Character.isLetterOrDigit(c) || IN_NAME.indexOf(c) >= 0;
    }

    private boolean isSpace(int at) {
        return Character.isWhitespace(text.charAt(at));
    }

    /** Replaces a value, unless it is empty, and returns where it ends. */
    private int hide(int from, int end, String quote) {
        if (end > from) {
            found.accept(text.substring(from, end));
            masked.append(text, copied, from).append(quote).append(HIDDEN).append(quote);
            copied = end;
        }
        return Math.max(from, end);
    }
}
