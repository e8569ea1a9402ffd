package io.github.basicopsemulator.field;

import io.github.basicopsemulator.field.FieldError.Reason;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.State;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The type of a field: parses its values from JSON and from a query, and renders them. */
public sealed interface Type {

    /**
     * Reads a JSON value other than null.
     *
     * @throws Refused if it is not of this type, or refers to a missing entity
     */
    Object read(Object json, Entities entities) throws Refused;

    /**
     * Reads a value of a query; an id need not exist.
     *
     * @throws Refused when the text can be no value of this type
     */
    Object parse(String text) throws Refused;

    /** Turns a stored value into JSON. */
    default @Nullable Object show(Object value, RenderContext view) {
        return value;
    }

    /** Writes a stored value for a seed file. */
    default Object write(Object value) {
        return value;
    }

    /**
     * Reads a value that {@link #write} has written; the referenced entity may be missing yet.
     *
     * @throws Refused if it is not of this type
     */
    default Object restore(Object json) throws Refused {
        return read(json, State.empty(0));
    }

    /** Describes the values that seed files have, as JSON Schema. */
    default Map<String, @Nullable Object> seedSchema() {
        return inputSchema();
    }

    private static Object ids(Object json, Kind kind) throws Refused {
        if (json instanceof List<?> list && list.stream().allMatch(Long.class::isInstance)) {
            return List.copyOf(list);
        }
        throw Refused.type("an array of ids of " + a(kind), json);
    }

    static String a(Kind kind) {
        return ("aeio".indexOf(kind.toString().charAt(0)) < 0 ? "a " : "an ") + kind;
    }

    /** Describes the values that replies have, as JSON Schema. */
    Map<String, @Nullable Object> schema();

    /** Describes the values that clients send, as JSON Schema. */
    default Map<String, @Nullable Object> inputSchema() {
        return schema();
    }

    /** A value that was refused, in words. */
    final class Refused extends Exception {

        private static final long serialVersionUID = 1L;
        private static final Pattern BUT_WAS = Pattern.compile(", but (?:was|had) .*", Pattern.DOTALL);

        private final transient Reason reason;
        private final String place;

        Refused(Reason reason, String message) {
            this(reason, "", message);
        }

        Refused(Reason reason, String place, @Nullable String message) {
            super(message, null, false, false);
            this.reason = reason;
            this.place = place;
        }

        /** Leaves the value out of the message. */
        Refused withoutValue() {
            String message = String.valueOf(getMessage());
            String shown = BUT_WAS.matcher(message).replaceFirst(", but was something else, which is secret");
            return new Refused(reason, place, shown);
        }

        FieldError at(String path) {
            return new FieldError(path + place, reason, String.valueOf(getMessage()));
        }

        static Refused type(String expected, Object json) {
            return new Refused(Reason.TYPE, "must be " + expected + ", but was " + Json.describe(json));
        }

        static Refused value(String expected, Object json) {
            return new Refused(Reason.VALUE, "must be " + expected + ", but was " + Json.describe(json));
        }
    }

    /** Any text. */
    record Text() implements Type {

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (!(json instanceof String text)) {
                throw Refused.type("a text", json);
            }
            String invalidCharacter = Json.invalidCharacter(text);
            if (invalidCharacter != null) {
                throw new Refused(Reason.VALUE, "must be a text that can be sent, but holds " + invalidCharacter);
            }
            return text;
        }

        @Override
        public Object parse(String text) {
            return text;
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Json.object("type", "string");
        }
    }

    /** A whole number of 64 bits. */
    record Whole() implements Type {

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (json instanceof Long number) {
                return number;
            }
            if (json instanceof BigInteger) {
                throw Refused.value("a whole number of at most 64 bits", json);
            }
            throw Refused.type("a whole number", json);
        }

        @Override
        public Object parse(String text) throws Refused {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException no) {
                throw Refused.value("a whole number", text);
            }
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Json.object("type", "integer", "format", "int64");
        }
    }

    /** True or false. */
    record Flag() implements Type {

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (json instanceof Boolean flag) {
                return flag;
            }
            throw Refused.type("true or false", json);
        }

        @Override
        public Object parse(String text) throws Refused {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw Refused.value("true or false", text);
            };
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Json.object("type", "boolean");
        }
    }

    /** A moment. */
    record Moment(ChronoUnit precision) implements Type {

        private static final String EXPECTED =
                "a date such as \"2018-08-01T07:00:00.000Z\" or \"2018-08-01\", of the years 0001 to 9999";

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (!(json instanceof String text)) {
                throw Refused.type(EXPECTED, json);
            }
            Instant moment = Iso8601.parse(text);
            if (moment == null) {
                throw Refused.value(EXPECTED, json);
            }
            return cut(moment);
        }

        @Override
        public Object parse(String text) throws Refused {
            Instant moment = Iso8601.parse(text);
            if (moment == null) {
                throw Refused.value(EXPECTED, text);
            }
            return cut(moment);
        }

        /** Cuts a time to the stored precision. */
        Instant cut(Instant moment) {
            return moment.truncatedTo(precision);
        }

        @Override
        public Object show(Object value, RenderContext view) {
            return view.moment((Instant) value);
        }

        @Override
        public Object write(Object value) {
            return Iso8601.millis((Instant) value);
        }

        @Override
        public Map<String, @Nullable Object> seedSchema() {
            return Json.object("type", "string", "pattern", "^\\d{4}-\\d{2}-\\d{2}(T.+)?$");
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Json.object("type", "string", "format", "date-time");
        }
    }

    /** A duration from zero to 100 years. */
    record Span() implements Type {

        /** A hundred years: longer times overflow sums, and no test waits for one. */
        public static final Duration LONGEST = Duration.ofDays(36_500);

        private static final String EXPECTED =
                "a length of time such as \"PT10S\" or \"P1DT2H\", not negative and at most 100 years";

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (!(json instanceof String text)) {
                throw Refused.type(EXPECTED, json);
            }
            return parse(text);
        }

        @Override
        public Object parse(String text) throws Refused {
            try {
                Duration span = Duration.parse(text);
                if (!span.isNegative() && span.compareTo(LONGEST) <= 0) {
                    return span;
                }
            } catch (DateTimeParseException | ArithmeticException unreadable) {
                // Refused below, like negative and overlong times.
            }
            throw Refused.value(EXPECTED, text);
        }

        @Override
        public Object show(Object value, RenderContext view) {
            return value.toString();
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Json.object("type", "string", "format", "duration");
        }
    }

    /** A number with decimal places, as a number or as a text; shown as a number. */
    record Decimal() implements Type {

        private static final int MOST_DIGITS = 30;

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (json instanceof String text) {
                return parse(text);
            }
            if (json instanceof Number) {
                return within(new BigDecimal(json.toString()), json);
            }
            throw Refused.type("a number", json);
        }

        @Override
        public Object parse(String text) throws Refused {
            try {
                return within(new BigDecimal(text), text);
            } catch (NumberFormatException no) {
                throw Refused.type("a number", text);
            }
        }

        private static BigDecimal within(BigDecimal number, Object sent) throws Refused {
            boolean longer = Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS;
            if (longer) {
                throw Refused.value("a number of at most " + MOST_DIGITS + " digits", sent);
            }
            return number;
        }

        /** A power of ten would not come back as it was. */
        @Override
        public Object write(Object value) {
            return value.toString().matches("-?\\d+(\\.\\d+)?") ? value : value.toString();
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Json.object("type", "number");
        }

        @Override
        public Map<String, @Nullable Object> inputSchema() {
            return Json.object("type", List.of("number", "string"));
        }
    }

    /** One of a few texts, exactly as written. */
    record Choice(List<String> options) implements Type {

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (!(json instanceof String text)) {
                throw Refused.type(expected(), json);
            }
            return parse(text);
        }

        @Override
        public Object parse(String text) throws Refused {
            int known = options.indexOf(text);
            if (known < 0) {
                throw Refused.value(expected(), text);
            }
            return options.get(known);
        }

        private String expected() {
            return options.stream()
                    .map(option -> "\"" + option + "\"")
                    .collect(Collectors.joining(", ", "one of ", ""));
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Json.object("type", "string", "enum", options);
        }
    }

    /** The id of another entity, which must exist when it is written. */
    record Reference(Kind kind, @Nullable Fields shown) implements Type {

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (json instanceof Long id && entities.find(kind, id) != null) {
                return id;
            }
            if (json instanceof Number) {
                throw Refused.value("the id of " + a(kind) + " that exists", json);
            }
            throw Refused.type("the id of " + a(kind) + ", a whole number", json);
        }

        @Override
        public Object parse(String text) throws Refused {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException no) {
                throw Refused.value("the id of " + a(kind) + ", a whole number", text);
            }
        }

        @Override
        public Object restore(Object json) throws Refused {
            if (json instanceof Long) {
                return json;
            }
            throw Refused.type("the id of " + a(kind) + ", a whole number", json);
        }

        @Override
        public @Nullable Object show(Object value, RenderContext view) {
            if (shown == null) {
                return value;
            }
            Entity entity = view.find(kind, (Long) value);
            return entity == null ? null : shown.json(entity, view);
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return shown == null ? Json.object("type", "integer", "format", "int64") : shown.schema();
        }

        @Override
        public Map<String, @Nullable Object> inputSchema() {
            return Json.object("type", "integer", "format", "int64");
        }
    }

    /** A list of objects with fields of their own; other fields are ignored. */
    record Objects(List<Field> fields) implements Type {

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (!(json instanceof List<?> list)) {
                throw Refused.type("an array of objects", json);
            }
            List<Object> objects = new ArrayList<>(list.size());
            for (int i = 0; i < list.size(); i++) {
                if (!(list.get(i) instanceof Map<?, ?> object)) {
                    throw new Refused(
                            Reason.TYPE, "[" + i + "]", "must be an object, but was " + Json.describe(list.get(i)));
                }
                objects.add(read(object, entities, "[" + i + "]"));
            }
            return List.copyOf(objects);
        }

        private Map<String, @Nullable Object> read(Map<?, ?> object, Entities entities, String place) throws Refused {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (Field field : fields) {
                Object value = object.get(field.name());
                if (field.is(Field.Trait.REQUIRED)
                        && (value == null || value.toString().isBlank())) {
                    throw new Refused(
                            Reason.MISSING,
                            place + "." + field.name(),
                            "is required, but was " + (value == null ? "not sent" : Json.describe(value)));
                }
                try {
                    values.put(field.name(), value == null ? null : field.type().read(value, entities));
                } catch (Refused refused) {
                    throw new Refused(refused.reason, place + "." + field.name() + refused.place, refused.getMessage());
                }
            }
            return Collections.unmodifiableMap(values);
        }

        @Override
        public Object parse(String text) throws Refused {
            throw Refused.value("no value, since lists cannot be filtered by it", text);
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Json.object("type", "array", "items", Fields.schema(fields));
        }

        @Override
        public Map<String, @Nullable Object> inputSchema() {
            return Json.object("type", "array", "items", Fields.inputSchema(fields, true));
        }
    }

    /** An object with fields of its own, null for missing ones; other fields are ignored. */
    record Nested(List<Field> fields) implements Type {

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (!(json instanceof Map<?, ?> object)) {
                throw Refused.type("an object", json);
            }
            return new Objects(fields).read(object, entities, "");
        }

        @Override
        public Object parse(String text) throws Refused {
            throw Refused.value("no value, since lists cannot be filtered by it", text);
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Fields.schema(fields);
        }

        @Override
        public Map<String, @Nullable Object> inputSchema() {
            return Fields.inputSchema(fields, true);
        }
    }

    /** An object of any content, kept as it came. */
    record AnyObject() implements Type {

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (!(json instanceof Map<?, ?> object)) {
                throw Refused.type("an object", json);
            }
            return Collections.unmodifiableMap(object);
        }

        @Override
        public Object parse(String text) throws Refused {
            throw Refused.value("no value, since lists cannot be filtered by it", text);
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Json.object("type", "object");
        }
    }

    /** A list of texts. */
    record Texts() implements Type {

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (!(json instanceof List<?> list)) {
                throw Refused.type("an array of texts", json);
            }
            for (int i = 0; i < list.size(); i++) {
                if (!(list.get(i) instanceof String)) {
                    throw new Refused(
                            Reason.TYPE, "[" + i + "]", "must be a text, but was " + Json.describe(list.get(i)));
                }
            }
            return List.copyOf(list);
        }

        @Override
        public Object parse(String text) throws Refused {
            throw Refused.value("no value, since lists cannot be filtered by it", text);
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Json.object("type", "array", "items", Json.object("type", "string"));
        }
    }

    /** A value with its own schema; the resource validates it. */
    record Custom(Map<String, @Nullable Object> schema) implements Type {

        @Override
        public Object read(Object json, Entities entities) {
            return json;
        }

        @Override
        public Object restore(Object json) throws Refused {
            String expected = String.valueOf(schema.get("type"));
            boolean fits = expected.equals("array")
                    ? json instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                    : json instanceof String;
            if (!fits) {
                throw Refused.type(expected.equals("array") ? "an array of texts" : "a text", json);
            }
            return json;
        }

        @Override
        public Object parse(String text) {
            return text;
        }
    }

    /** Bytes that are given in Java, and never in JSON. */
    record Bytes() implements Type {

        @Override
        public Object read(Object given, Entities entities) throws Refused {
            if (given instanceof byte[] bytes) {
                return bytes.clone();
            }
            throw Refused.type("absent", given);
        }

        /** As a text where it is one, which people can read; or else in base64. */
        @Override
        public Object write(Object value) {
            byte[] bytes = (byte[]) value;
            String text = new String(bytes, StandardCharsets.UTF_8);
            boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)
                    && text.codePoints().noneMatch(c -> c != '\n' && c != '\t' && Character.isISOControl(c));
            return isText ? text : Json.object("base64", Base64.getEncoder().encodeToString(bytes));
        }

        @Override
        public Object parse(String text) throws Refused {
            throw Refused.value("no value, since lists cannot be filtered by it", text);
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Json.object("type", "string", "contentEncoding", "base64");
        }

        @Override
        public Map<String, @Nullable Object> seedSchema() {
            return Json.object(
                    "type",
                    List.of("string", "object"),
                    "description",
                    "The text itself; or the bytes in base64; or where they are, beside the seed file.",
                    "properties",
                    Json.object("base64", Schema.TEXT, "path", Schema.TEXT),
                    "minProperties",
                    1,
                    "maxProperties",
                    1,
                    "additionalProperties",
                    false);
        }
    }

    /**
     * A list of references, each once, by the text in a key field; rendered as objects.
     *
     * @param key the indexed field that holds the text
     * @param canonical converts the text of a client to the stored form
     */
    record KeyReferences(Kind kind, String key, UnaryOperator<String> canonical, Fields shown) implements Type {

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (!(json instanceof List<?> list)) {
                throw Refused.type("an array of ids of " + a(kind), json);
            }
            Set<Object> ids = new LinkedHashSet<>();
            for (int i = 0; i < list.size(); i++) {
                ids.add(id(list.get(i), "[" + i + "]", entities));
            }
            return List.copyOf(ids);
        }

        private Object id(@Nullable Object item, String place, Entities entities) throws Refused {
            if (item instanceof String text) {
                for (Entity found : entities.select(kind, List.of(Criterion.equal(key, canonical.apply(text))))) {
                    return found.id();
                }
            }
            Reason reason = item instanceof String ? Reason.VALUE : Reason.TYPE;
            throw new Refused(
                    reason, place, "must be the id of " + a(kind) + " that exists, but was " + Json.describe(item));
        }

        @Override
        public Object restore(Object json) throws Refused {
            return ids(json, kind);
        }

        @Override
        public Object parse(String text) throws Refused {
            throw Refused.value("no value, since lists cannot be filtered by it", text);
        }

        @Override
        public Object show(Object value, RenderContext view) {
            List<Object> objects = new ArrayList<>();
            for (Object id : (List<?>) value) {
                Entity entity = view.find(kind, (Long) id);
                if (entity != null) {
                    objects.add(shown.json(entity, view));
                }
            }
            return objects;
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Json.object("type", "array", "items", shown.schema());
        }

        @Override
        public Map<String, @Nullable Object> inputSchema() {
            return Json.object("type", "array", "items", Json.object("type", "string"));
        }
    }

    /** A list of ids of other entities, each once, in the order given. */
    record References(Kind kind) implements Type {

        @Override
        public Object read(Object json, Entities entities) throws Refused {
            if (!(json instanceof List<?> list)) {
                throw Refused.type("an array of ids of " + a(kind), json);
            }
            Set<Object> ids = new LinkedHashSet<>();
            for (int i = 0; i < list.size(); i++) {
                Object item = list.get(i);
                if (!(item instanceof Long id) || entities.find(kind, id) == null) {
                    Reason reason = item instanceof Number ? Reason.VALUE : Reason.TYPE;
                    throw new Refused(
                            reason,
                            "[" + i + "]",
                            "must be the id of " + a(kind) + " that exists, but was " + Json.describe(item));
                }
                ids.add(id);
            }
            return List.copyOf(ids);
        }

        @Override
        public Object restore(Object json) throws Refused {
            return ids(json, kind);
        }

        @Override
        public Object parse(String text) throws Refused {
            return new Reference(kind, null).parse(text);
        }

        @Override
        public Map<String, @Nullable Object> schema() {
            return Json.object("type", "array", "items", Json.object("type", "integer", "format", "int64"));
        }
    }
}
