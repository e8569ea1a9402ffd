package io.github.basicopsemulator.json;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes that are put together once, at the end, when it is known how many there are. */
final class ByteChunks extends OutputStream {

    private final List<byte[]> pieces = new ArrayList<>();
    private int length;

    /** Adds bytes that are never modified again. */
    void add(byte[] piece) {
        pieces.add(piece);
        length += piece.length;
    }

    @Override
    public void write(int single) {
        add(new byte[] {(byte) single});
    }

    @Override
    public void write(byte[] from, int offset, int count) {
        add(Arrays.copyOfRange(from, offset, offset + count));
    }

    /** Returns all bytes in a new array. */
    byte[] whole() {
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, whole, at, piece.length);
            at += piece.length;
        }
        return whole;
    }
}
