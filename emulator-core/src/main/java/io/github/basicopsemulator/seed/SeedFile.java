package io.github.basicopsemulator.seed;

import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.json.ControlCharacters;
import io.github.basicopsemulator.json.Document;
import io.github.basicopsemulator.json.MalformedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The text of a seed file, in YAML or JSON, with a name for messages, and possibly a folder of other files. */
public final class SeedFile {

    private static final long MOST_BYTES = 256L << 20;
    /** How many errors a refusal shows, and how many characters of each. */
    static final int MOST_TOLD = 20;

    private static final int MAX_SHOWN = 1_000;
    private static final Path PARENT = Path.of("..");

    private final String name;
    private final @Nullable Path folder;
    private final Document document;

    private SeedFile(String name, @Nullable Path folder, byte[] text) {
        this.name = name;
        this.folder = folder;
        try {
            this.document = Document.read(text);
        } catch (MalformedJson malformed) {
            throw new IllegalArgumentException(line(name + ":" + malformed.getMessage()), malformed);
        }
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException when it is not there, too large, or no YAML or JSON
     */
    public static SeedFile of(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException(file + ": a seed file has at most " + (MOST_BYTES >> 20)
                        + " MiB, but this has " + (Files.size(file) >> 20));
            }
            return new SeedFile(file.toString(), file.toAbsolutePath().getParent(), Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(file + ": there is no such file", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + ": cannot be read: " + unreadable, unreadable);
        }
    }

    /**
     * Reads a text, beside which there are no files.
     *
     * @throws IllegalArgumentException when it is no YAML or JSON
     */
    public static SeedFile of(String text) {
        return new SeedFile("seed", null, text.getBytes(StandardCharsets.UTF_8));
    }

    @Nullable
    Object value() {
        return document.value();
    }

    /**
     * Reads the bytes of a file in the folder of this one, or below it.
     *
     * @throws IOException if the file is missing or elsewhere, or if this is a text without a folder
     */
    byte[] beside(String path) throws IOException {
        if (folder == null) {
            throw new IOException("there are no files beside a text: give its content as a text or in base64");
        }
        Path file = folder.resolve(below(path));
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        Path real = file.toRealPath();
        if (!real.startsWith(folder.toRealPath())) {
            throw elsewhere("\"" + path + "\" is a link to " + real);
        }
        if (Files.size(real) > MOST_BYTES) {
            throw new IOException("a file has at most " + (MOST_BYTES >> 20) + " MiB, but " + file + " has more");
        }
        return Files.readAllBytes(real);
    }

    private static Path below(String path) throws IOException {
        try {
            Path relative = Path.of(path);
            boolean leaves = relative.isAbsolute()
                    || relative.getRoot() != null
                    || StreamSupport.stream(relative.spliterator(), false).anyMatch(PARENT::equals);
            if (!leaves) {
                return relative;
            }
        } catch (InvalidPathException invalid) {
            throw new IOException("\"" + path + "\" is not a valid path: " + invalid.getReason(), invalid);
        }
        throw elsewhere("this was \"" + path + "\"");
    }

    private static IOException elsewhere(String found) {
        return new IOException("a path leads to a file in the folder of the seed file or below it, such as"
                + " pictures/a.png, but " + found);
    }

    /** Describes the errors with their positions, one per line. */
    IllegalArgumentException refused(List<FieldError> errors) {
        List<FieldError> shown = errors.subList(0, Math.min(errors.size(), MOST_TOLD));
        Map<String, String> places =
                document.places(shown.stream().map(FieldError::path).toList());
        String told = shown.stream()
                .map(error ->
                        line(name + ":" + places.get(error.path()) + ": " + error.path() + ": " + error.message()))
                .collect(Collectors.joining("\n"));
        int more = errors.size() - MOST_TOLD;
        return new IllegalArgumentException(more > 0 ? told + "\nand " + more + " more" : told);
    }

    /** One line to print. A name in the file can be long, and hold control characters. */
    private static String line(String text) {
        return ControlCharacters.escape(text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…");
    }

    @Override
    public String toString() {
        return name;
    }
}
