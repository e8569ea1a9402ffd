package io.github.basicopsemulator.journal;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bodies of several parts (RFC 7578), of which a part can be the value of a telling name. */
final class MultipartForm {

    private static final Pattern NAME = Pattern.compile(
            "content-disposition:[^\\r\\n]{0,500}?[;\\s]name\\*?\\s*=\\s*(?:\"([^\"\\r\\n]*)\"?|([^;\\s]*))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANK_LINE = Pattern.compile("\\r?\\n\\r?\\n");

    private MultipartForm() {}

    /** Hides the parts that telling names have, where a body has parts at all. */
    static String mask(String body, Consumer<String> found) {
        if (!body.startsWith("--")) {
            return body;
        }
        String boundary = body.lines().findFirst().orElse("--").strip();
        StringBuilder masked = new StringBuilder();
        int copied = 0;
        Matcher name = NAME.matcher(body);
        Matcher blank = BLANK_LINE.matcher(body);
        while (name.find(copied) && blank.find(name.end())) {
            int end = endOfPart(body, blank.end(), boundary);
            String text = name.group(1) == null ? name.group(2) : name.group(1);
            if (SecretNames.matches(text) && end > blank.end()) {
                found.accept(body.substring(blank.end(), end));
                masked.append(body, copied, blank.end()).append(SecretScanner.HIDDEN);
            } else {
                masked.append(body, copied, end);
            }
            copied = end;
        }
        return masked.append(body, copied, body.length()).toString();
    }

    private static int endOfPart(String body, int from, String boundary) {
        int next = body.indexOf("\n" + boundary, from);
        if (next < 0) {
            return body.length();
        }
        return next > from && body.charAt(next - 1) == '\r' ? next - 1 : next;
    }
}
