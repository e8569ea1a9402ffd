package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.basicopsemulator.control.Contract;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** An operation of the served OpenAPI document, from which requests are made. */
record DocumentedOperation(String method, String path, Map<?, ?> description) {

    private static final String NEVER = "987654321";

    /** Returns all operations, except pages for people and what the emulator would fetch. */
    static List<DocumentedOperation> all(Contract contract) {
        List<DocumentedOperation> all = new ArrayList<>();
        contract.paths()
                .forEach((path, operations) -> ((Map<?, ?>) operations).forEach((method, description) -> {
                    if (!path.equals("/v1/uploadurl") && !path.equals("/oauth/auth")) {
                        all.add(new DocumentedOperation(
                                method.toString().toUpperCase(Locale.ROOT), path, (Map<?, ?>) description));
                    }
                }));
        return all;
    }

    /** Returns the JSON Schema of the body, or null if it takes no JSON. */
    Map<?, ?> schema() {
        Object content = description.get("requestBody") instanceof Map<?, ?> body ? body.get("content") : null;
        Object json = content instanceof Map<?, ?> types ? types.get("application/json") : null;
        return json instanceof Map<?, ?> type ? (Map<?, ?>) type.get("schema") : null;
    }

    boolean takesBytes() {
        return description.containsKey("requestBody") && schema() == null;
    }

    /** Returns true if it needs no token, or its URL is a key itself. */
    boolean isOpen() {
        return path.startsWith("/oauth") || path.matches(".*/(signed|avatar.96.gif|original.gif)");
    }

    /** Returns the number of the vendor, from 0 to 2. */
    int surface() {
        return path.startsWith("/v1") || path.startsWith("/oauth/") ? 0 : path.matches("/v2.*|/oauth2.*") ? 1 : 2;
    }

    /**
     * Returns the path with ids in it.
     *
     * @param made ids by the last word of the path that made them
     * @param never whether the last id is one that no record has
     */
    String path(Random random, Map<String, List<Long>> made, boolean never) {
        StringBuilder filled = new StringBuilder();
        String parent = "";
        for (String segment : path.substring(1).split("/")) {
            String name = segment.replaceFirst("^\\{(.*)}.*$", "$1");
            String value = segment.contains("{") ? value(name, parent, random, made, never) : "";
            filled.append('/').append(segment.contains("{") ? segment.replace("{" + name + "}", value) : segment);
            parent = segment.replace(".json", "");
        }
        return filled.toString();
    }

    private static String value(
            String name, String parent, Random random, Map<String, List<Long>> made, boolean never) {
        if (name.equals("account")) {
            return "999999999";
        }
        if (name.equals("id") && never) {
            return (parent.matches("message|reply") ? "d" + parent.charAt(0) : "") + NEVER;
        }
        List<Long> known = made.getOrDefault(collection(name, parent), List.of());
        String number = known.isEmpty() || random.nextInt(10) == 0
                ? String.valueOf(1 + random.nextInt(3))
                : String.valueOf(known.get(random.nextInt(known.size())));
        return switch (parent) {
            case "message" -> "dm" + number;
            case "reply" -> "dr" + number;
            case "dependency" -> "dep-" + number;
            case "user" -> random.nextBoolean() ? "38" : "25";
            default -> number;
        };
    }

    private static String collection(String name, String parent) {
        return switch (name) {
            case "project" -> "projects";
            case "list" -> "todolists";
            default -> parent;
        };
    }

    /** Returns a body, mostly one that the document describes. */
    byte[] body(Random random, Map<String, List<Long>> made) {
        if (takesBytes()) {
            return "content".getBytes(UTF_8);
        }
        if (schema() == null) {
            return new byte[0];
        }
        return Json.write(new Suggestions(random, made).value("", schema()));
    }

    /** Returns the word by which ids are known that this operation makes. */
    String collection() {
        String[] segments = path.split("/");
        return segments[segments.length - 1].replace(".json", "");
    }

    /** Returns the id in a response, by itself or below {@code data}, with or without a prefix; null if there is none. */
    static Long id(byte[] body) {
        try {
            Object json = body.length == 0 ? null : Json.read(body);
            Object inside =
                    json instanceof Map<?, ?> object && object.get("data") instanceof Map<?, ?> data ? data : json;
            Object id = inside instanceof Map<?, ?> object ? object.get("id") : null;
            return id instanceof Long number
                    ? number
                    : id instanceof String text && text.matches("\\D{2,4}\\d+")
                            ? Long.valueOf(text.replaceAll("\\D", ""))
                            : null;
        } catch (MalformedJson noJson) {
            return null;
        }
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
