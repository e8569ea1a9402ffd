package io.github.basicopsemulator.journal;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides the values of secret names in a text of any form: JSON, also cut or broken or inside a text of other JSON,
 * URLs, queries, also encoded, lines of headers, XML. It prefers hiding too much: hidden text is scanned for names as
 * well, and a text that takes too long is hidden to its end. Used by one thread.
 */
final class SecretScanner {

    static final String HIDDEN = "***";

    private static final Pattern SCHEME = Pattern.compile("(?:bearer|basic)\\s++", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEARER =
            Pattern.compile("\\bbearer(?:[\\s+]|%(?:25)*+20){1,20}+([\\w.~+/=-]{6,}+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.eE+-]*+");
    private static final Pattern WORD = Pattern.compile("(?:true|false|null)(?![\\w-])");
    private static final String IN_NAME = "_.-[]%+\\$*~";
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_USER = 1000;

    /** Every character of a text may be looked at so many times for the ends of values. */
    private static final long MOST_WORK = 16;

    private final String text;
    private final boolean isParameter;
    private final Consumer<String> found;
    private final ValueEnd ends;
    private final StringBuilder masked = new StringBuilder();
    private int copied;
    private int hiddenFrom = -1;
    private int hiddenTo = -1;
    private String hiddenQuote = "";
    private long work;

    private SecretScanner(String text, boolean isParameter, Consumer<String> found) {
        this.text = text;
        this.isParameter = isParameter;
        this.found = found;
        ends = new ValueEnd(text);
    }

    /**
     * Hides them.
     *
     * @param found is given each value that is hidden
     */
    static String mask(String text, Consumer<String> found) {
        return bearers(new SecretScanner(text, false, found).mask(), found);
    }

    /** Hides them in a path, or in one parameter of a query or a form, where a value goes on to the end. */
    static String maskParameter(String text, Consumer<String> found) {
        return bearers(new SecretScanner(text, true, found).mask(), found);
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
        for (int i = 0; i < text.length(); i++) {
            if (work > MOST_WORK * text.length()) {
                hide(i, text.length(), "");
                break;
            }
            look(i);
        }
        write();
        return copied == 0 ? text : masked.append(text, copied, text.length()).toString();
    }

    /** Looks for a sign between a name and its value: as it is, escaped in JSON, or percent-encoded once or more. */
    private void look(int at) {
        char c = text.charAt(at);
        if (c == '=') {
            hideAfterEquals(at, at + 1);
        } else if (c == ':') {
            hideUser(at + 1);
            hideAfterColon(at, at + 1);
        } else if (c == '<') {
            hideElement(at);
        } else if (c == '\\' && text.regionMatches(true, at + 1, "u003d", 0, 5)) {
            hideAfterEquals(at, at + 6);
        } else if (c == '\\' && text.regionMatches(true, at + 1, "u003a", 0, 5)) {
            hideUser(at + 6);
            hideAfterColon(at, at + 6);
        } else if (c == '%') {
            int end = DecodedText.endOfPercent(text, at);
            int octet = end < 0 ? -1 : DecodedText.octet(text, end);
            if (octet == ':') {
                hideUser(end);
                hideEncoded(at, end, 0);
            } else if (octet == '=') {
                hideEncoded(at, end, (end - at - 1) / 2);
            }
        }
    }

    private void hideEncoded(int separator, int from, int times) {
        if (SecretNames.matches(nameBefore(separator).text())) {
            hide(from, ends.encoded(from, times, isParameter), "");
        }
    }

    /** Hides the user and the password in a URL, also if they have characters that are not allowed there. */
    private void hideUser(int colon) {
        int from = behindSlash(behindSlash(colon));
        if (from < 0) {
            return;
        }
        Authority authority = new Authority();
        int at = from;
        while (at < Math.min(text.length(), from + LONGEST_USER)) {
            int percent = text.charAt(at) == '%' ? DecodedText.endOfPercent(text, at) : -1;
            int c = percent < 0 ? text.charAt(at) : DecodedText.octet(text, percent);
            if (c == '"' || c == '<' || c == '\n' || c == '\r') {
                break;
            }
            authority.add(c, at);
            at = percent < 0 ? at + 1 : percent;
        }
        work += at - from;
        int end = authority.endOfUser();
        if (end > from) {
            String user = text.substring(from, end);
            found.accept(user.substring(user.indexOf(':') + 1));
            hide(from, end, "");
        }
    }

    private int behindSlash(int at) {
        int slash = at;
        while (slash >= 0 && slash < text.length() && text.charAt(slash) == '\\') {
            slash++;
        }
        if (slash < 0 || slash >= text.length()) {
            return -1;
        }
        if (slash > at && text.regionMatches(true, slash, "u002f", 0, 5)) {
            return slash + 5;
        }
        int percent = text.charAt(slash) == '%' ? DecodedText.endOfPercent(text, slash) : -1;
        if (percent >= 0) {
            return DecodedText.octet(text, percent) == '/' ? percent : -1;
        }
        return text.charAt(slash) == '/' ? slash + 1 : -1;
    }

    /** The part of a URL behind "//". A port that is no number is the beginning of a password. */
    private static final class Authority {

        private boolean isOver;
        private boolean isBeforeQuery = true;
        private boolean isInBrackets;
        private boolean isPort;
        private boolean hasWrongPort;
        private boolean hasUser;
        private int inPath = -1;
        private int inLine = -1;

        void add(int c, int at) {
            boolean isSpace = Character.isWhitespace(c);
            isOver |= isSpace || "/?#&>".indexOf(c) >= 0;
            isBeforeQuery &= !isSpace && "?#&".indexOf(c) < 0;
            if (c == '@') {
                hasUser |= !isOver;
                inPath = isBeforeQuery ? at : inPath;
                inLine = at;
            } else if (!isOver) {
                hasWrongPort |= isPort && (c < '0' || c > '9') && c != '\\';
                isInBrackets = c == '[' || (isInBrackets && c != ']');
                isPort |= c == ':' && !isInBrackets;
            }
        }

        int endOfUser() {
            return hasUser ? inPath : hasWrongPort ? inLine : -1;
        }
    }

    /** Hides the content of an XML element, with all elements in it. */
    private void hideElement(int open) {
        int end = open + 1;
        while (end < text.length()
                && end - open <= LONGEST_NAME
                && (isInName(text.charAt(end)) || text.charAt(end) == ':')) {
            end++;
        }
        String name = text.substring(open + 1, end);
        boolean isTag = end < text.length() && (ends.isSpace(end) || "/>".indexOf(text.charAt(end)) >= 0);
        if (!isTag || name.isEmpty() || !SecretNames.matches(name)) {
            return;
        }
        int tag = ends.tag(end);
        work += (tag < 0 ? text.length() : tag) - open;
        if (tag >= 0 && text.charAt(tag - 1) != '/') {
            int close = ends.element(tag + 1, name);
            hide(tag + 1, close >= 0 ? close : endOfOpenElement(tag + 1), "");
        }
    }

    private int endOfOpenElement(int from) {
        work += text.length() - from;
        return text.startsWith("<", ends.spaces(0)) ? text.length() : ends.credentials(from);
    }

    private void hideAfterEquals(int separator, int end) {
        Name name = nameBefore(separator);
        if (!SecretNames.matches(name.text())) {
            return;
        }
        int from = text.startsWith(">", end) ? end + 1 : end;
        if (!name.quote().isEmpty()) {
            hideValue(from, name);
            return;
        }
        int begin = ends.blanks(from);
        int quote = ends.quoteAt(begin);
        if (quote < 0 || isParameter) {
            hide(begin, isParameter ? text.length() : ends.parameter(begin, begin == from), "");
            return;
        }
        int close = ends.quoted(begin, quote);
        int behind = close + quote - begin + 1;
        int next = ends.blanks(Math.min(behind, text.length()));
        if (next < text.length() && "+.".indexOf(text.charAt(next)) >= 0) {
            hide(quote + 1, ends.parameter(next, false), "");
        } else {
            hide(quote + 1, ends.isEndOfQuotedParameter(behind) ? close : ends.parameter(behind, true), "");
        }
    }

    private void hideAfterColon(int separator, int end) {
        Name name = nameBefore(separator);
        if (SecretNames.matches(name.text())) {
            hideValue(end, name);
        }
    }

    private void hideValue(int end, Name name) {
        int from = ends.spaces(end);
        int quote = ends.quoteAt(from);
        if (from == text.length()) {
            return;
        }
        if (quote >= 0) {
            hideQuoted(from, quote, name);
            return;
        }
        int number = isAt(NUMBER, from);
        if (isClean(isAt(WORD, from), name) || isErrorCode(number, name)) {
            return;
        }
        if (isClean(number, name)) {
            hide(from, number, name.quote());
            return;
        }
        int scheme = isAt(SCHEME, from);
        if (scheme >= 0) {
            hide(scheme, ends.credentials(scheme), "");
            return;
        }
        char first = text.charAt(from);
        int nested = first == '{' || first == '[' ? Math.min(text.length(), ends.bracket(from, 0) + 1) : -1;
        hide(from, isClean(nested, name) ? nested : Math.max(nested, endOfBroken(from, name)), name.quote());
    }

    private boolean isErrorCode(int number, Name name) {
        if (!SecretNames.isCode(name.text())) {
            return false;
        }
        boolean isText = !name.isJson() && number >= 0 && ends.isBehindString(number);
        return isText || name.isPhrase() || isClean(number, name);
    }

    private void hideQuoted(int from, int quote, Name name) {
        int end = ends.quoted(from, quote);
        int behind = end + quote - from + 1;
        if (isClean(behind, name)) {
            hide(quote + 1, end, "");
        } else {
            hide(from, Math.max(behind, endOfBroken(from, name)), name.quote());
        }
    }

    /** Returns where a value ends that is no JSON: at the end of its line, or of the object that it is in, the later of them. */
    private int endOfBroken(int from, Name name) {
        return Math.min(
                text.length(),
                name.isJson() ? Math.max(ends.line(from), ends.bracket(from, 1)) : ends.lines(name.begin(), from));
    }

    /** Returns true if the value is properly delimited here. */
    private boolean isClean(int end, Name name) {
        if (end < 0) {
            return false;
        }
        int next =
                name.isJson() ? ends.spaces(Math.min(end, text.length())) : ends.blanks(Math.min(end, text.length()));
        if (next >= text.length() || ",}]".indexOf(text.charAt(next)) >= 0) {
            return true;
        }
        if (!name.quote().isEmpty() && text.startsWith(name.quote(), next)) {
            return false;
        }
        int quote = ends.quoteAt(next);
        if (quote >= 0) {
            return ends.isBehindString(quote + 1);
        }
        boolean isEscape = text.charAt(next) == '\\' && next + 1 < text.length();
        return isEscape
                ? "nrt".indexOf(text.charAt(next + 1)) >= 0
                : !name.isJson() && "\n\r);&<>`".indexOf(text.charAt(next)) >= 0;
    }

    private int isAt(Pattern pattern, int from) {
        Matcher matcher = pattern.matcher(text).region(from, text.length());
        return matcher.lookingAt() ? matcher.end() : -1;
    }

    /**
     * A name in the text.
     *
     * @param begin its position
     * @param quote the closing quote with its backslashes; empty without a quote
     * @param isPhrase whether it has a word before it
     * @param isJson whether it is in an object
     */
    private record Name(String text, int begin, String quote, boolean isPhrase, boolean isJson) {}

    private Name nameBefore(int separator) {
        int end = ends.beforeSpaces(separator);
        int least = Math.max(0, end - LONGEST_NAME);
        if (end > least && (text.charAt(end - 1) == '"' || text.charAt(end - 1) == '\'')) {
            return quotedBefore(end, least);
        }
        int word = beginOfWord(end, least);
        boolean isPhrase = word - 1 > least && text.charAt(word - 1) == ' ' && isInName(text.charAt(word - 2));
        int begin = isPhrase ? beginOfWord(word - 1, least) : word;
        int before = ends.beforeSpaces(begin);
        boolean isJson = before > 0 && "{,".indexOf(text.charAt(before - 1)) >= 0;
        return new Name(text.substring(begin, end), begin, "", isPhrase, isJson);
    }

    private int beginOfWord(int end, int least) {
        int begin = end;
        while (begin > least && isInName(text.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }

    private Name quotedBefore(int end, int least) {
        int close = end - 1;
        while (close > least && text.charAt(close - 1) == '\\') {
            close--;
        }
        int begin = close;
        while (begin > least && text.charAt(begin - 1) != text.charAt(end - 1)) {
            begin--;
        }
        return new Name(text.substring(begin, close), begin, text.substring(close, end), false, true);
    }

    private static boolean isInName(char c) {
        return Character.isLetterOrDigit(c) || IN_NAME.indexOf(c) >= 0 || Character.getType(c) == Character.FORMAT;
    }

    /** Hides a value, unless it is empty. */
    private void hide(int from, int end, String quote) {
        if (end <= from) {
            return;
        }
        work += end - from;
        tell(from, end);
        if (from > hiddenTo) {
            write();
            hiddenFrom = Math.max(from, copied);
            hiddenTo = end;
            hiddenQuote = quote;
        } else {
            hiddenFrom = Math.max(Math.min(from, hiddenFrom), copied);
            hiddenTo = Math.max(end, hiddenTo);
        }
    }

    private void write() {
        if (hiddenTo > hiddenFrom) {
            masked.append(text, copied, hiddenFrom)
                    .append(hiddenQuote)
                    .append(HIDDEN)
                    .append(hiddenQuote);
            copied = hiddenTo;
        }
    }

    /** Reports a value, and the texts inside it. */
    private void tell(int from, int end) {
        found.accept(text.substring(from, end));
        int begin = from;
        for (int i = from; i < end; i++) {
            if ("\"'<>\\".indexOf(text.charAt(i)) >= 0) {
                if (i - begin >= SecretValues.SHORTEST && !isNameOrTag(i, end)) {
                    found.accept(text.substring(begin, i));
                }
                begin = i + 1;
            }
        }
        if (begin > from && end - begin >= SecretValues.SHORTEST) {
            found.accept(text.substring(begin, end));
        }
    }

    private boolean isNameOrTag(int at, int end) {
        int quote = ends.quoteAt(at);
        boolean isName = quote >= 0 && quote < end && text.startsWith(":", ends.spaces(quote + 1));
        return isName || text.charAt(at) == '>';
    }
}
