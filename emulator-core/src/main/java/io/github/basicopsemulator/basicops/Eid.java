package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.store.Transaction;
import java.util.HexFormat;
import java.util.UUID;

/** The ids and secrets of webhooks, both derived from the workspace's seed. */
final class Eid {

    private Eid() {}

    /** Rolls a random UUID (version 4). */
    static String roll(Transaction transaction) {
        long high = transaction.roll() & ~0xF000L | 0x4000L;
        long low = transaction.roll() & ~(3L << 62) | 2L << 62;
        return new UUID(high, low).toString();
    }

    /** Rolls 64 hexadecimal digits. */
    static String secret(Transaction transaction) {
        StringBuilder secret = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            secret.append(HexFormat.of().toHexDigits(transaction.roll()));
        }
        return secret.toString();
    }
}
