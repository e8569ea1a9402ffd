package io.github.basicopsemulator.outgoing;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;

/** Where an address is. */
enum Place {
    /** On this machine or in a private network. */
    INSIDE,

    /** Link-local, or where else clouds keep their secrets. */
    SECRET,

    /** Anywhere else. */
    OUTSIDE;

    private static final Set<String> METADATA = Set.of("100.100.100.200", "fd00:ec2:0:0:0:0:0:254");
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xFF, (byte) 0x9B, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    static Place of(InetAddress address) {
        InetAddress meant = unwrapped(address);
        if (meant.isLinkLocalAddress() || METADATA.contains(meant.getHostAddress())) {
            return SECRET;
        }
        boolean inside = meant.isLoopbackAddress()
                || meant.isAnyLocalAddress()
                || meant.isSiteLocalAddress()
                || isUniqueLocal(meant);
        return inside ? INSIDE : OUTSIDE;
    }

    /** Tells whether a connection to an address ends on this machine. */
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

    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
    }

    /** An IPv6 address can be another way of writing an IPv4 address, and leads there. */
    private static InetAddress unwrapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16 || address.isAnyLocalAddress() || address.isLoopbackAddress()) {
            return address;
        }
        byte[] prefix = Arrays.copyOf(bytes, 12);
        boolean wrapped = Arrays.equals(prefix, NAT64)
                || Arrays.equals(prefix, MAPPED)
                || ((Inet6Address) address).isIPv4CompatibleAddress();
        return wrapped ? address(Arrays.copyOfRange(bytes, 12, 16)) : address;
    }

    private static InetAddress address(byte[] four) {
        try {
            return InetAddress.getByAddress(four);
        } catch (UnknownHostException never) {
            throw new IllegalStateException(never);
        }
    }
}
