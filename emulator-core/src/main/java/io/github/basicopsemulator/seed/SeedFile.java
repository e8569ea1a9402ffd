package io.github.basicopsemulator.seed;

import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.json.Document;
import io.github.basicopsemulator.json.MalformedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text that says what is to be planted, in YAML or JSON; it has a name for messages, and perhaps files beside it. */
public final class SeedFile {

    private static final long MOST_BYTES = 256L << 20;
    private static final int MOST_TOLD = 20;

    private final String name;
    private final @Nullable Path folder;
    private final Document document;

    private SeedFile(String name, @Nullable Path folder, byte[] text) {
        this.name = name;
        this.folder = folder;
        try {
            this.document = Document.read(text);
        } catch (MalformedJson malformed) {
            throw new IllegalArgumentException(name + ":" + malformed.getMessage(), malformed);
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
     * Reads the bytes of a file beside this one.
     *
     * @throws IOException when there is none, or there can be none
     */
    byte[] beside(String path) throws IOException {
        if (folder == null) {
            throw new IOException("there are no files beside a text: give its content as a text or in base64");
        }
        Path file = folder.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        return Files.readAllBytes(file);
    }

    /** Says what is wrong with it, and where: one line each. */
    IllegalArgumentException refused(List<FieldError> errors) {
        String told = errors.stream()
                .limit(MOST_TOLD)
                .map(error -> name + ":" + document.where(error.path()) + ": " + error.path() + ": " + error.message())
                .collect(Collectors.joining("\n"));
        int more = errors.size() - MOST_TOLD;
        return new IllegalArgumentException(more > 0 ? told + "\nand " + more + " more" : told);
    }

    @Override
    public String toString() {
        return name;
    }
}
