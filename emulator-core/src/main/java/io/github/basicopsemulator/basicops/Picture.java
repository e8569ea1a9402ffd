package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import org.jspecify.annotations.Nullable;

/** Pictures: how large they are, and how they look when they are small. */
final class Picture {

    /** The sizes of thumbnails (L542) and how many pixels their longer side has, which is assumed. */
    static final Map<String, Integer> SIZES = sizes();

    /** More than a camera makes; what declares more is no picture but an attack. */
    private static final long MOST_PIXELS = 100_000_000;

    // Pictures are decoded by way of temporary files, unless there can be none: in a container that is read only.
    static {
        if (!Files.isWritable(Path.of(System.getProperty("java.io.tmpdir")))) {
            ImageIO.setUseCache(false);
        }
    }

    private Picture() {}

    /** What the head of a picture declares. */
    record Size(long width, long height) {}

    /** Reads the size from the head of a picture, or returns null where the bytes are no picture that Java can read. */
    static @Nullable Size size(byte[] bytes) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return null;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return new Size(reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException unreadable) {
            return null;
        }
    }

    /**
     * Makes a PNG whose longer side has at most so many pixels; a picture is never made larger.
     *
     * @throws Problem when it declares too many pixels, or cannot be decoded
     */
    static byte[] thumbnail(byte[] bytes, int pixels) {
        Size size = size(bytes);
        if (size == null || size.width() * size.height() > MOST_PIXELS) {
            throw Problem.invalid(
                    "the picture",
                    "must be of at most " + MOST_PIXELS + " pixels to be made smaller, but declares "
                            + (size == null ? "no size" : size.width() + " x " + size.height()));
        }
        int longer = (int) Math.min(pixels, Math.max(size.width(), size.height()));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            Thumbnails.of(new ByteArrayInputStream(bytes))
                    .size(longer, longer)
                    .outputFormat("png")
                    .toOutputStream(png);
        } catch (IOException | RuntimeException broken) {
            throw Problem.notFound("The picture is damaged and cannot be made smaller: " + broken.getMessage());
        }
        return png.toByteArray();
    }

    private static Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("icon", 16);
        sizes.put("small", 64);
        sizes.put("medium", 256);
        sizes.put("large", 512);
        return Collections.unmodifiableMap(sizes);
    }
}
