package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.store.Transaction;
import java.nio.ByteBuffer;
import java.util.Base64;

/** The ids of files and pictures: sixteen bytes in base64, never with a slash, which no server takes inside a path segment. */
final class FileId {

    private FileId() {}

    /** Rolls an id that follows from the workspace's seed. */
    static String roll(Transaction transaction) {
        String id;
        do {
            id = Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(16)
                            .putLong(transaction.roll())
                            .putLong(transaction.roll())
                            .array());
        } while (id.indexOf('/') >= 0);
        return id;
    }
}
