package io.github.basicopsemulator.journal;

/** Finds where values end in a text of any form. */
final class ValueEnd {

    private static final int LONGEST_COMMENT = 200;
    private static final int MOST_COMMENTS = 3;

    private final String text;

    ValueEnd(String text) {
        this.text = text;
    }

    /** Returns the position of an opening quote, which may have backslashes before it; -1 without a quote. */
    int quoteAt(int from) {
        int quote = from;
        while (quote < text.length() && text.charAt(quote) == '\\') {
            quote++;
        }
        return quote < text.length() && isQuote(quote) ? quote : -1;
    }

    /** Returns the end of a value in quotes. It is closed by the same quote with as many backslashes before it. */
    int quoted(int from, int quote) {
        int backslashes = quote - from;
        int run = 0;
        for (int i = quote + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == text.charAt(quote) && closes(run, backslashes)) {
                return i - backslashes;
            }
            run = c == '\\' ? run + 1 : 0;
        }
        return text.length();
    }

    /** Returns true if a quote with backslashes before it closes this text, rather than a text inside it. */
    private static boolean closes(int run, int backslashes) {
        int left = run;
        for (int level = backslashes; level > 0; level = (level - 1) / 2) {
            if (left % 2 == 0) {
                return false;
            }
            left = (left - 1) / 2;
        }
        return left % 2 == 0;
    }

    /** Returns where the bracket is that closes so many open ones; brackets in quotes do not count. */
    int bracket(int from, int open) {
        int depth = open;
        int backslashes = -1;
        int run = 0;
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isQuote(i)) {
                backslashes = backslashes < 0 ? run : backslashes;
                if ((quote == 0 || quote == c) && closes(run, backslashes)) {
                    quote = quote == 0 ? c : 0;
                }
            } else if (quote == 0 && (c == '{' || c == '[')) {
                depth++;
            } else if (quote == 0 && (c == '}' || c == ']')) {
                depth--;
                if (depth == 0) {
                    return i;
                }
            }
            run = c == '\\' ? run + 1 : 0;
        }
        return text.length();
    }

    int line(int from) {
        int end = from;
        while (end < text.length() && !isLineEnd(end)) {
            end++;
        }
        return end;
    }

    /** Returns the end of a line and of the lines behind it that are indented more than the name, or more items of a list. */
    int lines(int name, int from) {
        int begin = name;
        while (begin > 0 && !isLineEnd(begin - 1)) {
            begin--;
        }
        int indent = indent(begin) - begin;
        boolean isList = text.charAt(from) == '-';
        int end = line(from);
        int next = nextLine(end);
        while (next < text.length()
                && (blanks(next) - next > indent || (isList && text.startsWith("-", blanks(next))))) {
            end = line(next);
            next = nextLine(end);
        }
        return end;
    }

    /** Returns where the text of a line begins, behind spaces and the signs of list items. */
    private int indent(int begin) {
        int end = begin;
        while (end < text.length() && (text.charAt(end) == '-' || (isSpace(end) && !isLineEnd(end)))) {
            end++;
        }
        return end;
    }

    /** Returns where the next line begins that is not blank. */
    private int nextLine(int end) {
        int lineEnd = end;
        while (true) {
            int next = Math.min(text.length(), lineEnd + (text.startsWith("\r\n", lineEnd) ? 2 : 1));
            lineEnd = blanks(next);
            if (lineEnd >= text.length() || !isLineEnd(lineEnd)) {
                return next;
            }
        }
    }

    /** Returns the end of credentials: of the line, or of the text in quotes that they are in. */
    int credentials(int from) {
        int end = from;
        while (end < text.length() && !isLineEnd(end) && !isEndOfString(end)) {
            end++;
        }
        return withoutBackslashes(from, end);
    }

    /** Returns the end of the value of a parameter. */
    int parameter(int from, boolean isToSpace) {
        int end = from;
        while (end < text.length() && !isEndOfParameter(end) && !(isToSpace && isSpace(end))) {
            end++;
        }
        return withoutBackslashes(from, end);
    }

    private boolean isEndOfParameter(int at) {
        return text.charAt(at) == '&' || isLineEnd(at) || text.startsWith("\\u0026", at) || isEndOfString(at);
    }

    private int withoutBackslashes(int from, int end) {
        int without = end;
        while (end < text.length() && without > from && text.charAt(without - 1) == '\\') {
            without--;
        }
        return without;
    }

    /** Returns true if a quote closes a string, judged by the text behind it. */
    private boolean isEndOfString(int at) {
        return text.charAt(at) == '"' && isBehindString(at + 1);
    }

    /** Returns true if the text from here on can be behind a string. */
    boolean isBehindString(int at) {
        return at >= text.length()
                || isSpace(at)
                || ",;:}])>&<\\".indexOf(text.charAt(at)) >= 0
                || text.startsWith("/>", at);
    }

    /** Returns true if a value in quotes behind an equals sign can end here. */
    boolean isEndOfQuotedParameter(int at) {
        return at >= text.length()
                || isSpace(at)
                || "&;,)]}<>'\\".indexOf(text.charAt(at)) >= 0
                || text.startsWith("/>", at)
                || isEndOfString(at);
    }

    /** An encoded value goes on to the next parameter: to an ampersand that is encoded so many times, or fewer. */
    int encoded(int from, int times, boolean isWhole) {
        int end = from;
        while (end < text.length() && (isWhole || !isEndOfParameter(end) && !isSpace(end))) {
            int percent = text.charAt(end) == '%' ? DecodedText.endOfPercent(text, end) : -1;
            if (percent >= 0 && DecodedText.octet(text, percent) == '&' && percent - end <= 2 * times + 1) {
                return end;
            }
            end = percent < 0 ? end + 1 : percent;
        }
        return end;
    }

    /** Returns where the start tag of an element ends, or -1. */
    int tag(int from) {
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '>' && quote == 0) {
                return i;
            }
            if (c == '"' || c == '\'') {
                quote = quote == 0 ? c : quote == c ? 0 : quote;
            }
        }
        return text.indexOf('>', from);
    }

    /** Returns where the end tag of an element is, or -1. */
    int element(int from, String name) {
        int depth = 1;
        for (int i = text.indexOf('<', from); i >= 0; i = text.indexOf('<', i)) {
            int tag = i + 1;
            if (text.startsWith("<!--", i)) {
                i = behind("-->", i);
            } else if (text.startsWith("<![CDATA[", i)) {
                i = behind("]]>", i);
            } else {
                while (tag < text.length() && text.charAt(tag) == '\\') {
                    tag++;
                }
                boolean isEnd = text.startsWith("/", tag);
                depth += isTag(isEnd ? tag + 1 : tag, name) ? isEnd ? -1 : 1 : 0;
                if (depth == 0) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private int behind(String close, int from) {
        int at = text.indexOf(close, from);
        return at < 0 ? text.length() : at + close.length();
    }

    private boolean isTag(int at, String name) {
        int end = at + name.length();
        return text.startsWith(name, at)
                && (end >= text.length() || isSpace(end) || "/>".indexOf(text.charAt(end)) >= 0);
    }

    /** Returns where the text before spaces and a few comments ends. */
    int beforeSpaces(int end) {
        int before = beforeBlanks(end);
        for (int i = 0; i < MOST_COMMENTS && text.startsWith("*/", before - 2); i++) {
            int least = Math.max(0, before - LONGEST_COMMENT);
            int open = text.substring(least, before - 2).lastIndexOf("/*");
            before = open < 0 ? before : beforeBlanks(least + open);
        }
        return before;
    }

    private int beforeBlanks(int end) {
        int before = end;
        while (before > 0 && isSpace(before - 1)) {
            before--;
        }
        return before;
    }

    int spaces(int from) {
        int end = from;
        while (end < text.length() && isSpace(end)) {
            end++;
        }
        return end;
    }

    /** Returns where spaces end that are in the same line. */
    int blanks(int from) {
        int end = from;
        while (end < text.length() && isSpace(end) && !isLineEnd(end)) {
            end++;
        }
        return end;
    }

    boolean isSpace(int at) {
        char c = text.charAt(at);
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200B' || c == '\uFEFF';
    }

    private boolean isLineEnd(int at) {
        return text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    private boolean isQuote(int at) {
        return text.charAt(at) == '"' || text.charAt(at) == '\'';
    }
}
