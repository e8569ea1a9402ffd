package io.github.basicopsemulator.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * A text in JSON or YAML, with the position of each value.
 *
 *
 * <p>A text that begins with a brace is JSON. In YAML there are neither aliases, which could make a small text a huge
 * value, nor tags; in both, the nesting limit is 250 levels. Columns behind a word of more than 16,384 characters are
 * too small.
 */
public final class Document {

    private static final int DEEPEST = 250;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxStringLength(Integer.MAX_VALUE)
            .build();

    private final byte[] text;
    private final @Nullable Object value;

    private Document(byte[] text, @Nullable Object value) {
        this.text = text;
        this.value = value;
    }

    /**
     * Reads a text in UTF-8.
     *
     * @throws MalformedJson when it is neither JSON nor YAML as we take it; the message begins with line and column
     */
    public static Document read(byte[] text) throws MalformedJson {
        refuseOtherThanUtf8(text);
        return new Document(text, new Reading(text, List.of()).whole());
    }

    private static void refuseOtherThanUtf8(byte[] text) throws MalformedJson {
        int good = Json.utf8Until(text);
        if (good < text.length) {
            String before = new String(text, 0, good, StandardCharsets.UTF_8);
            long line = 1 + before.chars().filter(c -> c == '\n').count();
            int column = before.length() - before.lastIndexOf('\n');
            throw new MalformedJson(line + ":" + column + ": the bytes are not UTF-8");
        }
    }

    /** The parsed value, in the types of {@link Json}. */
    public @Nullable Object value() {
        return value;
    }

    /**
     * Finds paths such as {@code $.a[0].b}, or as much of each as there is, in one reading: {@code 12:5}, line and column from 1, by
     * the path.
     */
    public Map<String, String> places(Collection<String> paths) {
        try {
            Reading reading = new Reading(text, paths);
            reading.whole();
            return reading.found;
        } catch (MalformedJson impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One way through the text, which notes the places of some paths. */
    private static final class Reading {

        private final byte[] text;
        private final Map<String, String> found = new HashMap<>();
        private @Nullable LongScalars words;

        Reading(byte[] text, Collection<String> wanted) {
            this.text = text;
            wanted.forEach(path -> found.put(path, "1:1"));
        }

        @Nullable
        Object whole() throws MalformedJson {
            try (JsonParser parser = parser()) {
                if (parser.nextToken() == null) {
                    throw new MalformedJson("1:1: the text is empty");
                }
                Object value = value(parser, "$");
                if (parser.nextToken() != null) {
                    throw refused(parser, "there is more after the first value");
                }
                return value;
            } catch (JsonProcessingException malformed) {
                JsonLocation location = malformed.getLocation();
                throw new MalformedJson(
                        (location == null ? "1:1" : place(location)) + ": " + reason(Json.reason(malformed)));
            } catch (IOException broken) {
                throw new MalformedJson("1:1: " + broken.getMessage());
            }
        }

        /** The parser of YAML says in lines of their own where it was, which is known, and shows them. */
        private static String reason(String message) {
            return message.lines().filter(line -> !line.startsWith(" ")).collect(Collectors.joining("; "));
        }

        private JsonParser parser() throws IOException, MalformedJson {
            if (isJson()) {
                return Factories.JSON.createParser(text);
            }
            String yaml = new String(text, StandardCharsets.UTF_8);
            words = new LongScalars(yaml.startsWith(BYTE_ORDER_MARK) ? yaml.substring(1) : yaml);
            return Factories.YAML.createParser(words.text());
        }

        private boolean isJson() {
            for (byte each : text) {
                if (!Character.isWhitespace(each)) {
                    return each == '{';
                }
            }
            return false;
        }

        private @Nullable Object value(JsonParser parser, String path) throws IOException, MalformedJson {
            if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                throw refused(parser, "aliases (*" + parser.getText() + ") are not taken here: write it out");
            }
            if (parser.getTypeId() != null) {
                throw refused(parser, "tags (!" + parser.getTypeId() + ") are not taken here");
            }
            return switch (parser.currentToken()) {
                case START_OBJECT -> object(parser, path);
                case START_ARRAY -> array(parser, path);
                case VALUE_STRING -> clean(whole(parser.getText()), parser);
                default -> Json.scalar(parser);
            };
        }

        private String whole(String parsed) {
            return words == null ? parsed : words.restored(parsed);
        }

        private Map<String, @Nullable Object> object(JsonParser parser, String path) throws IOException, MalformedJson {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = clean(whole(parser.currentName()), parser);
                String inner = path + "." + key;
                look(parser, inner);
                parser.nextToken();
                object.put(key, value(parser, inner));
            }
            return object;
        }

        private List<@Nullable Object> array(JsonParser parser, String path) throws IOException, MalformedJson {
            List<@Nullable Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                String inner = path + "[" + array.size() + "]";
                look(parser, inner);
                array.add(value(parser, inner));
            }
            return array;
        }

        private void look(JsonParser parser, String path) {
            found.replaceAll((wanted, place) -> {
                boolean leads = wanted.startsWith(path)
                        && (wanted.length() == path.length() || ".[".indexOf(wanted.charAt(path.length())) >= 0);
                return leads ? place(parser.currentTokenLocation()) : place;
            });
        }

        private static String clean(String text, JsonParser parser) throws MalformedJson {
            String invalidCharacter = Json.invalidCharacter(text);
            if (invalidCharacter != null) {
                throw refused(parser, "a text holds " + invalidCharacter);
            }
            return text;
        }

        private static MalformedJson refused(JsonParser parser, String reason) {
            return new MalformedJson(place(parser.currentTokenLocation()) + ": " + reason);
        }

        private static String place(JsonLocation location) {
            return location.getLineNr() + ":" + location.getColumnNr();
        }
    }

    /** Made when first needed, which is seldom. */
    private static final class Factories {

        private static final JsonFactory JSON = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(BOUNDS)
                .build();
        private static final JsonFactory YAML = yaml();

        private static JsonFactory yaml() {
            LoaderOptions bounds = new LoaderOptions();
            bounds.setCodePointLimit(Integer.MAX_VALUE);
            bounds.setNestingDepthLimit(DEEPEST);
            bounds.setMaxAliasesForCollections(0);
            return YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(BOUNDS)
                    .loaderOptions(bounds)
                    .build();
        }
    }
}
