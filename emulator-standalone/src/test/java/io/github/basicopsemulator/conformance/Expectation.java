package io.github.basicopsemulator.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Compares a message that came with the one that a story expects, and remembers what the story gives a name. */
final class Expectation {

    private static final String MARK = "\u0001";
    private static final String MORE = MARK + "...";
    private static final Pattern IN_ALL = Pattern.compile(MARK + "(\\d+) in all");
    private static final Pattern PLACEHOLDER = Pattern.compile("<([a-z0-9][^<>/]*)>");

    /** What a placeholder can stand for, besides the values that have names. */
    private static final Map<String, String> SHAPES = Map.of(
            "number", "-?\\d+",
            "text", "(?s).+?",
            "boolean", "true|false",
            "time", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?(Z|[+-]\\d\\d:\\d\\d)",
            "url", "https?://[^ \"]+",
            "uuid", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            "hex", "[0-9a-f]+",
            "base64", "[A-Za-z0-9+/]+=*");

    private static final Set<String> UNQUOTED = Set.of("number", "boolean");

    private final Names names;
    private final List<String> differences = new ArrayList<>();

    private Expectation(Names names) {
        this.names = names;
    }

    /** Compares them, and says where they differ. */
    static List<String> differences(Message expected, Message came, Names names) {
        Expectation expectation = new Expectation(names);
        expectation.text("the first line", expected.first(), came.first());
        expected.headers().forEach((name, value) -> expectation.header(name, value, came));
        expectation.body(expected, came);
        return expectation.differences;
    }

    private void header(String name, String value, Message came) {
        String actual = came.headers().get(name);
        if (value.isEmpty() ? actual != null : actual == null) {
            differences.add("the header " + name + (actual == null ? " is missing" : " should not be there"));
        } else if (actual != null) {
            text("the header " + name, Signature.filledIn(value, came.body(), names), actual);
        }
    }

    private void body(Message expected, Message came) {
        String body = expected.text();
        if (body.startsWith("(base64) ")) {
            if (!Arrays.equals(Base64.getDecoder().decode(body.substring(9)), came.body())) {
                differences.add("the body has other bytes");
            }
        } else if (body.equals("(a picture)")) {
            picture(came.body());
        } else if (body.startsWith("{") || body.startsWith("[")) {
            json(body, came);
        } else if (!body.equals("(anything)") || !came.hasBody()) {
            text("the body", body, came.text());
        }
    }

    private void picture(byte[] body) {
        try {
            if (ImageIO.read(new ByteArrayInputStream(body)) == null) {
                differences.add("the body is no picture");
            }
        } catch (IOException broken) {
            differences.add("the body is no whole picture: " + broken.getMessage());
        }
    }

    private void json(String template, Message came) {
        String marked = Template.replaced(template, name -> "\"\\u0001" + name + "\"", string -> string)
                .replaceAll("(?m)(^|[\\[{, ])\\.\\.\\.(?=\\s*})", "$1\"\\\\u0001...\": 0")
                .replaceAll("(?m)(^|[\\[{, ])\\.\\.\\.(?=\\s*])", "$1\"\\\\u0001...\"");
        JsonElement expected = parsed(marked);
        try {
            value("$", expected, parsed(came.text()));
        } catch (JsonParseException notJson) {
            differences.add("the body is no JSON: " + notJson.getMessage());
        }
    }

    private static JsonElement parsed(String json) {
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement element = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new JsonParseException("something follows it");
            }
            return element;
        } catch (IOException malformed) {
            throw new JsonParseException(malformed);
        }
    }

    private void value(String path, JsonElement expected, JsonElement actual) {
        if (expected.isJsonObject()) {
            object(path, expected.getAsJsonObject(), actual);
        } else if (expected.isJsonArray()) {
            array(path, expected.getAsJsonArray(), actual);
        } else if (expected.isJsonPrimitive() && expected.getAsJsonPrimitive().isString()) {
            string(path, expected.getAsString(), actual);
        } else if (!expected.equals(actual)) {
            differ(path, expected.toString(), actual);
        }
    }

    private void object(String path, JsonObject expected, JsonElement actual) {
        if (!actual.isJsonObject()) {
            differ(path, "an object", actual);
            return;
        }
        for (String name : expected.keySet()) {
            JsonElement there = actual.getAsJsonObject().get(name);
            if (there != null) {
                value(path + "." + name, expected.get(name), there);
            } else if (!name.equals(MORE)) {
                differences.add(path + "." + name + " is missing");
            }
        }
        if (!expected.has(MORE)) {
            actual.getAsJsonObject().keySet().stream()
                    .filter(name -> !expected.has(name))
                    .forEach(name -> differences.add(path + "." + name + " is documented nowhere"));
        }
    }

    private void array(String path, JsonArray expected, JsonElement actual) {
        if (!actual.isJsonArray()) {
            differ(path, "a list", actual);
            return;
        }
        JsonArray elements = actual.getAsJsonArray();
        String last = last(expected);
        Matcher inAll = IN_ALL.matcher(last);
        if (inAll.matches()) {
            size(path, elements, Integer.parseInt(inAll.group(1)));
            elements.forEach(element -> value(path + "[*]", expected.get(0), element));
        } else {
            inOrder(path, expected, elements, last.equals(MORE));
        }
    }

    private static String last(JsonArray expected) {
        JsonElement last = expected.isEmpty() ? JsonNull.INSTANCE : expected.get(expected.size() - 1);
        return isText(last) ? last.getAsString() : "";
    }

    private void inOrder(String path, JsonArray expected, JsonArray actual, boolean more) {
        int told = more ? expected.size() - 1 : expected.size();
        if (!more || actual.size() < told) {
            size(path, actual, told);
        }
        for (int i = 0; i < Math.min(told, actual.size()); i++) {
            value(path + "[" + i + "]", expected.get(i), actual.get(i));
        }
    }

    private void size(String path, JsonArray actual, int size) {
        if (actual.size() != size) {
            differences.add(path + " should have " + size + " elements, but has " + actual.size());
        }
    }

    private void string(String path, String expected, JsonElement actual) {
        if (expected.startsWith(MARK)) {
            placeholder(path, expected.substring(1), actual);
        } else if (!isText(actual)) {
            differ(path, "\"" + expected + "\"", actual);
        } else {
            text(path, expected, actual.getAsString());
        }
    }

    private void placeholder(String path, String placeholder, JsonElement actual) {
        Optional<JsonElement> named = names.get(placeholder);
        if (named.isEmpty()) {
            shape(path, placeholder.split(": ", 2), actual);
        } else if (!named.get().equals(actual)) {
            differ(path, named.get() + ", which is <" + placeholder + ">", actual);
        }
    }

    private void shape(String path, String[] shapeAndName, JsonElement actual) {
        String shape = shapeAndName[0];
        if (!SHAPES.containsKey(shape)) {
            throw new IllegalArgumentException("nothing is named <" + shape + ">, and it is no shape");
        }
        boolean quoted = !UNQUOTED.contains(shape);
        if (!actual.isJsonPrimitive()
                || isText(actual) != quoted
                || !actual.getAsString().matches(SHAPES.get(shape))) {
            differ(path, "a " + shape, actual);
        } else if (shapeAndName.length == 2) {
            names.put(shapeAndName[1], actual);
        }
    }

    /** Compares texts, in whose expectation placeholders may stand. */
    private void text(String path, String expected, String actual) {
        List<String> given = new ArrayList<>();
        Matcher matcher = pattern(names.fill(expected), given).matcher(actual);
        if (!matcher.matches()) {
            differ(path, "\"" + names.fill(expected) + "\"", new JsonPrimitive(actual));
            return;
        }
        for (int i = 0; i < given.size(); i++) {
            if (!given.get(i).isEmpty()) {
                names.put(given.get(i), matcher.group("p" + i));
            }
        }
    }

    private static Pattern pattern(String expected, List<String> given) {
        StringBuilder pattern = new StringBuilder();
        Matcher found = PLACEHOLDER.matcher(expected);
        int end = 0;
        while (found.find()) {
            String[] shapeAndName = found.group(1).split(": ", 2);
            if (SHAPES.containsKey(shapeAndName[0])) {
                pattern.append(Pattern.quote(expected.substring(end, found.start())));
                pattern.append("(?<p").append(given.size()).append('>');
                pattern.append(SHAPES.get(shapeAndName[0])).append(')');
                given.add(shapeAndName.length == 2 ? shapeAndName[1] : "");
                end = found.end();
            }
        }
        return Pattern.compile(pattern + Pattern.quote(expected.substring(end)));
    }

    private static boolean isText(JsonElement element) {
        return element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
    }

    private void differ(String path, String expected, JsonElement actual) {
        differences.add(path + " should be " + expected + ", but is " + actual);
    }
}
