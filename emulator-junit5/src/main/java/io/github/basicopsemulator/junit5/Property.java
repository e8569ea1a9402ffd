package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Workspace;
import java.util.List;
import java.util.stream.Stream;

/**
 * A property that leads to a workspace, as {@link BasicOpsEmulator} names it.
 *
 * @param template its value, before {@code {url}} and {@code {token}} are known
 */
record Property(String name, String template) {

    private static final String URL = "{url}";
    private static final String TOKEN = "{token}";

    static final List<Property> USUAL =
            List.of(new Property("basicops.base-url", URL), new Property("basicops.token", TOKEN));

    /**
     * Reads an attribute.
     *
     * @param where the annotated element, for messages
     */
    static List<Property> of(String attribute, String[] written, String where) {
        return Stream.of(written)
                .map(one -> of(new Attribute(attribute, one, where)))
                .toList();
    }

    private static Property of(Attribute attribute) {
        String[] parts = attribute.written().split("=", 2);
        boolean leadsHere = parts.length == 2 && (parts[1].contains(URL) || parts[1].contains(TOKEN));
        if (!leadsHere || parts[0].isBlank()) {
            throw attribute.refused(
                    "is to be a name and a value with {url} or {token} in it, such as \"basicops.base-url={url}\"");
        }
        return new Property(parts[0].strip(), parts[1].strip());
    }

    String value(Workspace workspace) {
        return template.replace(URL, workspace.url().toString()).replace(TOKEN, workspace.token());
    }
}
