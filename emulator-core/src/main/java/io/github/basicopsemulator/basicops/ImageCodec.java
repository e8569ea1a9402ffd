package io.github.basicopsemulator.basicops;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import org.jspecify.annotations.Nullable;

/** Reads and writes pictures with the module java.desktop; the only class that needs it, and only loaded by {@link Images}. */
final class ImageCodec {

    // Pictures are decoded by way of temporary files, unless there can be none: in a container that is read only.
    static {
        if (!Files.isWritable(Path.of(System.getProperty("java.io.tmpdir")))) {
            ImageIO.setUseCache(false);
        }
    }

    private ImageCodec() {}

    /** Reads the size from the head of a picture, or returns null where no reader knows the format. */
    static Images.@Nullable Size size(byte[] bytes) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return null;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return new Images.Size(reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        }
    }

    /** Makes a PNG whose longer side has so many pixels. */
    static byte[] thumbnail(byte[] bytes, int pixels) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        Thumbnails.of(new ByteArrayInputStream(bytes))
                .size(pixels, pixels)
                .outputFormat("png")
                .toOutputStream(png);
        return png.toByteArray();
    }
}
