package io.github.basicopsemulator.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of addresses in CIDR notation, such as {@code 10.0.0.0/8}. Immutable.
 *
 * @param prefix the first address, 4 or 16 bytes; must not be modified
 * @param length the number of bits of an address that must equal those of the prefix
 */
record AddressBlock(byte[] prefix, int length) {

    /** Parses a block. Its address is numeric, so that there is no DNS lookup. */
    static AddressBlock of(String cidr) {
        int slash = cidr.indexOf('/');
        try {
            byte[] prefix = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
            int length = Integer.parseInt(cidr.substring(slash + 1));
            return new AddressBlock(prefix.length == 4 && cidr.contains(":") ? mapped(prefix) : prefix, length);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(cidr, e);
        }
    }

    static List<AddressBlock> all(String... cidrs) {
        return Stream.of(cidrs).map(AddressBlock::of).toList();
    }

    /** Java reads {@code ::ffff:a.b.c.d} as an IPv4 address. */
    private static byte[] mapped(byte[] four) {
        byte[] sixteen = new byte[16];
        sixteen[10] = (byte) 0xFF;
        sixteen[11] = (byte) 0xFF;
        System.arraycopy(four, 0, sixteen, 12, 4);
        return sixteen;
    }

    /** Returns true if an address of the same kind, 4 or 16 bytes, is in this block. */
    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            if (((address[bit / 8] ^ prefix[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }
}
