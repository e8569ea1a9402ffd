package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.Percent;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The Content-Disposition header (RFC 6266), read and written. */
final class ContentDisposition {

    /** One parameter with its value, quoted or not: a quoted text is not another parameter. */
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([^=;\\s]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^;\"\\s]+))");

    private static final Pattern EXTENDED = Pattern.compile("utf-8'[^']*'(.+)", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 255;

    private ContentDisposition() {}

    /** Parses the name of a file, without folders and control characters; null if it is missing. */
    static @Nullable String fileName(String header) {
        String name = value(header, "filename*");
        Matcher extended = EXTENDED.matcher(name == null ? "" : name);
        name = extended.matches() ? Percent.decode(extended.group(1)) : null;
        if (name == null) {
            name = value(header, "filename");
        }
        return name == null ? null : plain(name);
    }

    private static @Nullable String value(String header, String name) {
        Matcher parameter = PARAMETER.matcher(header);
        while (parameter.find()) {
            if (parameter.group(1).equalsIgnoreCase(name)) {
                String quoted = parameter.group(2);
                return quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            }
        }
        return null;
    }

    /** Returns the last part of a path, without forbidden characters; null if no characters remain. */
    static @Nullable String plain(String path) {
        StringBuilder name = new StringBuilder();
        path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                .codePoints()
                .filter(c -> !Character.isISOControl(c) && !(c >= 0xD800 && c <= 0xDFFF))
                .forEach(name::appendCodePoint);
        String plain = shortened(name.toString().strip()).strip();
        return plain.isEmpty() || plain.equals(".") || plain.equals("..") ? null : plain;
    }

    private static String shortened(String name) {
        int start = name.length() - LONGEST;
        if (start <= 0) {
            return name;
        }
        return name.substring(Character.isLowSurrogate(name.charAt(start)) ? start + 1 : start);
    }

    /** Writes the header for a download; a name that is more than plain ASCII comes in the extended form, too. */
    static String attachment(String fileName) {
        String name = shortened(fileName);
        String ascii = name.replaceAll("[^ -~]|[\"\\\\/%]", "_");
        String plain = "attachment; filename=\"" + ascii + "\"";
        return ascii.equals(name) ? plain : plain + "; filename*=UTF-8''" + Percent.encode(name);
    }
}
