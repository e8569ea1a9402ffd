package io.github.basicopsemulator.conformance;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON with placeholders in it, which stand for whole values, and are told from those inside strings. */
final class Template {

    private static final Pattern STRING_OR_PLACEHOLDER = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|<([^<>\n]+)>");

    private Template() {}

    /** Replaces each placeholder, without its brackets, by one function, and each string, with its quotation marks, by another. */
    static String replaced(String json, UnaryOperator<String> placeholders, UnaryOperator<String> strings) {
        return STRING_OR_PLACEHOLDER.matcher(json).replaceAll(found -> {
            String placeholder = found.group(1);
            return Matcher.quoteReplacement(
                    placeholder == null ? strings.apply(found.group()) : placeholders.apply(placeholder));
        });
    }
}
