package io.github.basicopsemulator.conformance;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What has been given a name in a story: ids, links and whatever else a reply told and a later request needs. */
final class Names {

    private static final Pattern NAME = Pattern.compile("<([a-z][a-z0-9 -]*)>");

    private final Map<String, JsonElement> values = new HashMap<>();

    void put(String name, String value) {
        put(name, new JsonPrimitive(value));
    }

    void put(String name, JsonElement value) {
        values.put(name, value);
    }

    Optional<JsonElement> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Puts values in place of names; what is no name, such as a tag of HTML, stays. */
    String fill(String text) {
        return NAME.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        get(found.group(1)).map(JsonElement::getAsString).orElse(found.group())));
    }

    /** Does so in JSON, where a name outside quotation marks is a whole value. */
    String fillJson(String json) {
        return Template.replaced(
                json,
                placeholder -> get(placeholder)
                        .orElseThrow(() -> new IllegalArgumentException("nothing is named <" + placeholder + ">"))
                        .toString(),
                this::fill);
    }
}
