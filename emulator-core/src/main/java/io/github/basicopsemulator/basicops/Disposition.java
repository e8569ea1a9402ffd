package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.Percent;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Content-Disposition header (RFC 6266), read and written. */
final class Disposition {

    private static final Pattern EXTENDED =
            Pattern.compile(";\\s*filename\\*\\s*=\\s*utf-8'[^']*'([^;\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED =
            Pattern.compile(";\\s*filename\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOKEN =
            Pattern.compile(";\\s*filename\\s*=\\s*([^;\"\\s]+)", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 255;

    private Disposition() {}

    /** Reads the name of a file, without folders and control characters, or returns null where there is none. */
    static @Nullable String fileName(String header) {
        Matcher extended = EXTENDED.matcher(header);
        String name = extended.find() ? Percent.decode(extended.group(1)) : null;
        if (name == null) {
            Matcher quoted = QUOTED.matcher(header);
            Matcher token = TOKEN.matcher(header);
            name = quoted.find() ? quoted.group(1).replaceAll("\\\\(.)", "$1") : token.find() ? token.group(1) : null;
        }
        return name == null ? null : plain(name);
    }

    /** Returns the last part of a path, without what no name may hold, or null where nothing is left. */
    static @Nullable String plain(String path) {
        StringBuilder name = new StringBuilder();
        path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                .codePoints()
                .filter(c -> !Character.isISOControl(c) && !(c >= 0xD800 && c <= 0xDFFF))
                .forEach(name::appendCodePoint);
        String plain = name.toString().strip();
        if (plain.isEmpty() || plain.equals(".") || plain.equals("..")) {
            return null;
        }
        if (plain.length() <= LONGEST) {
            return plain;
        }
        int start = plain.length() - LONGEST;
        return plain.substring(Character.isLowSurrogate(plain.charAt(start)) ? start + 1 : start);
    }

    /** Writes the header for a download; a name that is more than plain ASCII comes in the extended form, too. */
    static String attachment(String name) {
        String ascii = name.replaceAll("[^ -~]|[\"\\\\/%]", "_");
        String plain = "attachment; filename=\"" + ascii + "\"";
        return ascii.equals(name) ? plain : plain + "; filename*=UTF-8''" + Percent.encode(name);
    }
}
