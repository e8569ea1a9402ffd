package io.github.basicopsemulator.outbound;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scope of an address, by IANA's registries of special-purpose addresses for <a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a> and <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a>.
 */
enum AddressScope {
    /** On this machine or in a private network. */
    INSIDE,

    /** Link-local, or an address at which a cloud serves the metadata of its machines. */
    SECRET,

    /** Reserved for a purpose other than serving the public: shared, documentation, benchmarking, multicast, tunnels. */
    SPECIAL,

    /** Any other address. */
    OUTSIDE;

    private static final List<AddressBlock> METADATA = AddressBlock.all(
            "100.100.100.200/32",
            "168.63.129.16/32",
            "192.0.0.192/32",
            "169.254.0.0/16",
            "fe80::/10",
            "fd00:ec2::/32",
            "fd20:ce::254/128");

    private static final List<AddressBlock> PRIVATE = AddressBlock.all(
            "0.0.0.0/32",
            "127.0.0.0/8",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "::/128",
            "::1/128",
            "fc00::/7",
            "fec0::/10");

    /** Blocks inside special ones that are globally reachable. */
    private static final List<AddressBlock> REACHABLE = AddressBlock.all(
            "192.0.0.9/32", "192.0.0.10/32", "2001:1::1/128", "2001:1::2/128", "2001:3::/32", "2001:4:112::/48");

    private static final List<AddressBlock> RESERVED = AddressBlock.all(
            "0.0.0.0/8",
            "100.64.0.0/10",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /** The only block from which global IPv6 addresses are given out. */
    private static final AddressBlock GLOBAL = AddressBlock.of("2000::/3");

    /** An IPv6 address in one of these is another form of the IPv4 address in its last four bytes. */
    private static final List<AddressBlock> IPV4_FORMS =
            AddressBlock.all("::ffff:0:0/96", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96");

    private static final AddressBlock NAT64_LOCAL = AddressBlock.of("64:ff9b:1::/48");
    private static final AddressBlock SIX_TO_FOUR = AddressBlock.of("2002::/16");
    private static final AddressBlock TEREDO = AddressBlock.of("2001::/32");

    /** The interface identifiers of ISATAP, before the IPv4 address (RFC 5214, section 6.1). */
    private static final List<byte[]> ISATAP =
            List.of(new byte[] {0, 0, 0x5E, (byte) 0xFE}, new byte[] {2, 0, 0x5E, (byte) 0xFE});

    /** The scope of an address. One that contains an IPv4 address of a metadata service counts as that. */
    static AddressScope of(InetAddress address) {
        InetAddress meant = unwrapped(address);
        byte[] bytes = meant.getAddress();
        List<byte[]> tunnelled = tunnelled(bytes);
        if (isIn(METADATA, bytes) || tunnelled.stream().anyMatch(inner -> isIn(METADATA, inner))) {
            return SECRET;
        }
        if (!tunnelled.isEmpty()) {
            return SPECIAL;
        }
        if (isIn(PRIVATE, bytes)) {
            return INSIDE;
        }
        boolean isReserved = isIn(RESERVED, bytes) && !isIn(REACHABLE, bytes);
        return isReserved || (bytes.length == 16 && !GLOBAL.contains(bytes)) ? SPECIAL : OUTSIDE;
    }

    /** Returns true if a connection to an address ends on this machine. */
    static boolean isThisMachine(InetAddress address) {
        InetAddress meant = unwrapped(address);
        try {
            return meant.isLoopbackAddress()
                    || meant.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(meant) != null;
        } catch (SocketException unknown) {
            return true;
        }
    }

    private static boolean isIn(List<AddressBlock> blocks, byte[] address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private static InetAddress unwrapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isPlain =
                !(address instanceof Inet6Address) || address.isAnyLocalAddress() || address.isLoopbackAddress();
        return isPlain || !isIn(IPV4_FORMS, bytes) ? address : address(Arrays.copyOfRange(bytes, 12, 16));
    }

    /** The IPv4 addresses that an IPv6 address of a tunnel or a local translator may lead to. */
    private static List<byte[]> tunnelled(byte[] address) {
        List<byte[]> inner = new ArrayList<>();
        if (address.length != 16) {
            return inner;
        }
        if (SIX_TO_FOUR.contains(address)) {
            inner.add(bytes(address, 2, 3, 4, 5));
        }
        if (TEREDO.contains(address)) {
            inner.add(bytes(address, 4, 5, 6, 7));
            inner.add(inverted(bytes(address, 12, 13, 14, 15)));
        }
        if (NAT64_LOCAL.contains(address)) {
            // Its operator chooses the length of the prefix, and so the place of the address (RFC 6052, section 2.2).
            inner.add(bytes(address, 6, 7, 9, 10));
            inner.add(bytes(address, 7, 9, 10, 11));
            inner.add(bytes(address, 9, 10, 11, 12));
            inner.add(bytes(address, 12, 13, 14, 15));
        }
        if (ISATAP.stream().anyMatch(id -> Arrays.equals(id, Arrays.copyOfRange(address, 8, 12)))) {
            inner.add(bytes(address, 12, 13, 14, 15));
        }
        return inner;
    }

    private static byte[] bytes(byte[] address, int... places) {
        byte[] bytes = new byte[places.length];
        for (int i = 0; i < places.length; i++) {
            bytes[i] = address[places[i]];
        }
        return bytes;
    }

    private static byte[] inverted(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return bytes;
    }

    private static InetAddress address(byte[] four) {
        try {
            return InetAddress.getByAddress(four);
        } catch (UnknownHostException never) {
            throw new IllegalStateException(never);
        }
    }
}
