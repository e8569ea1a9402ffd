package io.github.basicopsemulator.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain Java values: a {@link Map} in order, a {@link List}, a String, a Boolean, a {@link Long}, a
 * {@link BigInteger} beyond that, a {@link BigDecimal}, or null.
 */
public final class Json {

    private static final int DEEPEST = 200;
    private static final int LONGEST_SHOWN = 60;
    /** Longer numbers take long to read, and no API has them. */
    private static final int MOST_DIGITS = 1_000;

    private static final int LARGEST_EXPONENT = 1_000;
    private static final byte[] COMMA = {','};
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** The source in some of the parser's messages; only the position is useful for a caller. */
    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^\\[\\]]*; (line: \\d+, column: \\d+)]");

    private static final Pattern WORD = Pattern.compile(
            "Unrecognized token '(?!(?:True|False|None|NULL|Null|TRUE|FALSE|NaN|Infinity|INF|undefined|nil)')[^']*'");

    private Json() {}

    /**
     * Reads one JSON value.
     *
     * @throws MalformedJson when the bytes are no JSON in UTF-8, hold more than one value, the same key twice, a NUL or half of a
     *     surrogate pair in a string, or nest deeper than 200 levels
     */
    public static @Nullable Object read(byte[] bytes) throws MalformedJson {
        try (JsonParser parser = FACTORY.createParser(utf8(bytes))) {
            if (parser.nextToken() == null) {
                throw new MalformedJson("the body is empty");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJson("there is more after the first value, " + at(parser));
            }
            return value;
        } catch (JsonProcessingException malformed) {
            String where = malformed.getLocation() == null
                    ? ""
                    : ", at line " + malformed.getLocation().getLineNr() + ", column "
                            + malformed.getLocation().getColumnNr();
            throw new MalformedJson(reason(malformed) + where);
        } catch (IOException broken) {
            throw new MalformedJson(String.valueOf(broken.getMessage()));
        }
    }

    /** Leaves a word out that is no JSON, which can be a secret without its quotes, unless it is a literal of another language. */
    static String reason(JsonProcessingException malformed) {
        String message =
                SOURCE.matcher(String.valueOf(malformed.getOriginalMessage())).replaceAll("$1");
        return WORD.matcher(message).replaceAll("Unrecognized token");
    }

    /** Writes a value as UTF-8. Maps are written in their own order, {@link Raw} as it stands. */
    public static byte[] write(@Nullable Object value) {
        ByteChunks bytes = new ByteChunks();
        try (JsonGenerator generator = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            write(generator, bytes, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.whole();
    }

    /** Writes a value as JSON of many lines, in UTF-8. */
    public static byte[] pretty(@Nullable Object value) {
        ByteChunks bytes = new ByteChunks();
        DefaultIndenter lines = new DefaultIndenter("  ", "\n"); // the same on every machine
        try (JsonGenerator generator = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            generator.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
            write(generator, bytes, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        bytes.write('\n');
        return bytes.whole();
    }

    /** Writes a value as YAML in UTF-8. */
    public static byte[] yaml(@Nullable Object value) {
        ByteChunks bytes = new ByteChunks();
        try (JsonGenerator generator = Yaml.FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            write(generator, bytes, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.whole();
    }

    /** Made when first needed, which is seldom. */
    private static final class Yaml {

        private static final JsonFactory FACTORY = YAMLFactory.builder()
                .stringQuotingChecker(new Names())
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                .build();
    }

    /** Puts names into quotes that would otherwise not come back as they were. */
    private static final class Names extends StringQuotingChecker.Default {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteName(String name) {
            return super.needToQuoteName(name)
                    || name.isEmpty()
                    || !name.chars().allMatch(c -> c > ' ' && c < 0x7F);
        }
    }

    /** Makes an object whose keys stay in the order given: key, value, key, value. Values may be null. */
    public static Map<String, @Nullable Object> object(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return object;
    }

    /** Finds a value by a JSON pointer (RFC 6901); null if the value is missing or null. */
    public static @Nullable Object at(@Nullable Object value, String pointer) {
        Object found = value;
        for (String part :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            if (found instanceof Map<?, ?> object) {
                found = object.get(name);
            } else if (found instanceof List<?> list
                    && name.matches("\\d{1,9}")
                    && Integer.parseInt(name) < list.size()) {
                found = list.get(Integer.parseInt(name));
            } else {
                return null;
            }
        }
        return found;
    }

    /** Describes a JSON value in one word, for messages: "an object", "the text \"x\"", "null". */
    public static String describe(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof List<?> list) {
            return "an array of " + list.size();
        }
        if (value instanceof String text) {
            return "\"" + shortened(text) + "\"";
        }
        return shortened(value.toString());
    }

    /** Writes a value on one line, the beginning of it where it is long: for messages. */
    public static String brief(@Nullable Object value) {
        return shortened(new String(write(value), StandardCharsets.UTF_8));
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_SHOWN) {
            return text;
        }
        boolean insidePair = Character.isHighSurrogate(text.charAt(LONGEST_SHOWN - 1));
        return text.substring(0, insidePair ? LONGEST_SHOWN - 1 : LONGEST_SHOWN) + "…";
    }

    /**
     * Describes the first forbidden character in a text, or returns null: characters that UTF-8 cannot encode, and NUL,
     * at which databases and C programs cut texts.
     */
    public static @Nullable String invalidCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "a NUL character";
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return "half of a surrogate pair";
                }
                i++;
            }
        }
        return null;
    }

    /** Lets strict UTF-8 pass; the parser itself also takes overlong forms, in which a character has a second spelling. */
    private static byte[] utf8(byte[] bytes) throws MalformedJson {
        if (utf8Until(bytes) < bytes.length) {
            throw new MalformedJson("the bytes are not UTF-8");
        }
        return bytes;
    }

    /** Returns how many bytes from the first on are strict UTF-8. */
    static int utf8Until(byte[] bytes) {
        ByteBuffer read = ByteBuffer.wrap(bytes);
        StandardCharsets.UTF_8.newDecoder().decode(read, CharBuffer.allocate(bytes.length), true);
        return read.position();
    }

    private static @Nullable Object value(JsonParser parser) throws IOException, MalformedJson {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> clean(parser.getText(), parser);
            default -> scalar(parser);
        };
    }

    /** Reads a value that holds no others and is no text. */
    static @Nullable Object scalar(JsonParser parser) throws IOException {
        if (parser.currentToken().isNumeric() && parser.getTextLength() > MOST_DIGITS) {
            throw new JsonParseException(
                    parser, "a number has more than " + MOST_DIGITS + " digits: write it as a text");
        }
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new JsonParseException(parser, "a value was expected");
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException, MalformedJson {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = clean(parser.currentName(), parser);
            parser.nextToken();
            object.put(key, value(parser));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException, MalformedJson {
        List<@Nullable Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    private static Number integer(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? whole(parser.getBigIntegerValue())
                : (Number) parser.getLongValue();
    }

    private static Number whole(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    }

    /** Reads a number as a whole one if it has no fraction: {@code 23.} or {@code 23e0}. */
    private static Number decimal(JsonParser parser) throws IOException {
        try {
            BigDecimal number = parser.getDecimalValue();
            if (Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
                throw new JsonParseException(parser, "a number has too large an exponent");
            }
            return number.scale() == 0 ? whole(number.unscaledValue()) : number;
        } catch (NumberFormatException absurd) {
            throw new JsonParseException(parser, "a number has too large an exponent");
        }
    }

    private static String clean(String text, JsonParser parser) throws MalformedJson {
        String invalidCharacter = invalidCharacter(text);
        if (invalidCharacter != null) {
            throw new MalformedJson("a text holds " + invalidCharacter + ", " + at(parser));
        }
        return text;
    }

    private static String at(JsonParser parser) {
        return "at line " + parser.currentLocation().getLineNr() + ", column "
                + parser.currentLocation().getColumnNr();
    }

    private static void write(JsonGenerator generator, ByteChunks out, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                write(generator, out, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            generator.writeStartArray();
            writeItems(generator, out, list);
            generator.writeEndArray();
        } else if (value instanceof Raw raw) {
            generator.writeRawValue(""); // the comma before it
            generator.flush();
            out.add(raw.bytes());
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof Integer number) {
            generator.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            generator.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            generator.writeNumber(number);
        } else {
            generator.writeString(value.toString());
        }
    }

    private static void writeItems(JsonGenerator generator, ByteChunks out, Iterable<?> list) throws IOException {
        boolean followsRaw = false;
        for (Object item : list) {
            if (followsRaw && item instanceof Raw raw) {
                // Past the generator: it has nothing left to write, and puts a comma before what it is given next.
                out.add(COMMA);
                out.add(raw.bytes());
            } else {
                write(generator, out, item);
                followsRaw = item instanceof Raw;
            }
        }
    }

    /** JSON that is written already, in UTF-8; the bytes are not copied. */
    public record Raw(byte[] bytes) {}
}
