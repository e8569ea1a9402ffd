package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.Problem;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sizes and thumbnails of pictures. Without the module java.desktop there are no thumbnails. */
final class Images {

    /** The sizes of thumbnails (L542) and how many pixels their longer side has, which is assumed. */
    static final Map<String, Integer> SIZES = sizes();

    /** The limit for pictures, above the size of camera pictures; a picture that declares more is an attack. */
    private static final long MOST_PIXELS = 100_000_000;

    private static final long BYTES_PER_PIXEL = 4;

    /** The part of the heap that one decoded picture may take. */
    private static final int PART_OF_HEAP = 4;

    private Images() {}

    /** The size in the header of a picture. */
    record Size(long width, long height) {

        private long pixels() {
            return width * height;
        }

        @Override
        public String toString() {
            return width + " x " + height;
        }
    }

    /** Makes a PNG whose longer side has so many pixels. */
    interface Decoder {

        byte[] thumbnail(byte[] bytes, int pixels) throws IOException;
    }

    /** Reads the size from the head of a picture, or returns null where the bytes are no picture that this Java can read. */
    static @Nullable Size size(byte[] bytes) {
        try {
            return ImageCodec.size(bytes);
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            return null;
        }
    }

    /** Says why this Java reads no pictures at all, or returns null where it does. */
    static @Nullable String unavailable() {
        try {
            ImageCodec.size(new byte[0]);
            return null;
        } catch (LinkageError missing) {
            return "This Java runtime cannot read pictures, which takes its module java.desktop: " + missing;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /**
     * Makes a PNG whose longer side has at most so many pixels; a picture is never made larger.
     *
     * @throws Problem when it declares too many pixels, or cannot be decoded
     */
    static byte[] thumbnail(byte[] bytes, int pixels) {
        return thumbnail(bytes, pixels, Runtime.getRuntime().maxMemory(), ImageCodec::thumbnail);
    }

    /** Does the same in a heap of so many bytes. */
    static byte[] thumbnail(byte[] bytes, int pixels, long heap, Decoder decoder) {
        Size size = size(bytes);
        if (size == null || size.pixels() > MOST_PIXELS) {
            throw Problem.invalid(
                    "the picture",
                    "must be of at most " + MOST_PIXELS + " pixels to be made smaller, but declares "
                            + (size == null ? "no size" : size));
        }
        if (size.pixels() * BYTES_PER_PIXEL > heap / PART_OF_HEAP) {
            throw tooLarge(size);
        }
        int longer = (int) Math.min(pixels, Math.max(size.width(), size.height()));
        try {
            return decoder.thumbnail(bytes, longer);
        } catch (OutOfMemoryError e) {
            throw tooLarge(size);
        } catch (IOException | RuntimeException e) {
            if (isOutOfMemory(e)) {
                throw tooLarge(size);
            }
            throw Problem.notFound("The picture is damaged and cannot be made smaller: " + e.getMessage());
        }
    }

    private static boolean isOutOfMemory(Throwable failure) {
        Throwable each = failure;
        while (each != null && !(each instanceof OutOfMemoryError)) {
            each = each.getCause();
        }
        return each != null;
    }

    private static Problem tooLarge(Size size) {
        return Problem.invalid(
                "the picture",
                "is too large for the memory that is left: its " + size + " pixels take "
                        + Math.max(1, size.pixels() * BYTES_PER_PIXEL >> 20)
                        + " MiB or more to be made smaller. Give the emulator's JVM more memory with -Xmx, or send a"
                        + " smaller picture");
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
