package io.github.basicopsemulator.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Decides which hosts outgoing requests may reach.
 *
 *
 * <p>A host is looked up once, and the connection uses the result. Link-local addresses and those of cloud metadata
 * services are always denied. Immutable.
 */
public final class EgressPolicy {

    private static final Pattern ALLOWANCE =
            Pattern.compile("\\*|(\\*\\.)?[A-Za-z0-9][A-Za-z0-9.-]*|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern OCTETS = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);

    /** The last label of every way of writing an IPv4 address, the odd ones with one number or in base 16 among them. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");

    private static final List<String> ZONES = List.of(".local", ".internal", ".localhost");

    private final boolean insideOnly;
    private final List<String> alsoAllowed;
    private final boolean privateToo;
    private final Lookup lookup;

    /** Finds the addresses of a host. */
    @FunctionalInterface
    interface Lookup {

        InetAddress[] of(String host) throws UnknownHostException;
    }

    private EgressPolicy(boolean insideOnly, List<String> alsoAllowed, boolean privateToo, Lookup lookup) {
        this.insideOnly = insideOnly;
        this.alsoAllowed = alsoAllowed;
        this.privateToo = privateToo;
        this.lookup = lookup;
    }

    /**
     * Allows loopback and private addresses, names without a dot, names under {@code .local}, {@code .internal} and
     * {@code .localhost}, and these hosts. Other hosts are denied without a DNS lookup.
     *
     * @param alsoAllowed hosts, {@code *.example.com} for all subdomains, {@code *} for all hosts
     * @throws IllegalArgumentException for an invalid entry
     */
    public static EgressPolicy inside(List<String> alsoAllowed) {
        return inside(alsoAllowed, InetAddress::getAllByName);
    }

    static EgressPolicy inside(List<String> alsoAllowed, Lookup lookup) {
        return new EgressPolicy(
                true, alsoAllowed.stream().map(EgressPolicy::allowance).toList(), true, lookup);
    }

    /** Lets requests go to any public host, and to loopback, private and special-purpose addresses if these are wanted, too. */
    public static EgressPolicy anywhere(boolean privateToo) {
        return anywhere(privateToo, InetAddress::getAllByName);
    }

    static EgressPolicy anywhere(boolean privateToo, Lookup lookup) {
        return new EgressPolicy(false, List.of(), privateToo, lookup);
    }

    /**
     * Checks a URL with one DNS lookup of its host.
     *
     * @throws EgressDeniedException if the host is denied or unknown
     */
    public Target check(String url) throws EgressDeniedException {
        URI uri = parsed(url);
        String host = plain(uri.getHost());
        if (insideOnly && !isAllowed(host)) {
            throw new EgressDeniedException(
                    "must lead to a loopback or private address, a name without a dot or one under"
                            + " .local, .internal or .localhost, but \"" + host
                            + "\" is none of these; to allow it, say"
                            + " Emulator.builder().webhooksTo(\"" + host + "\"), or --webhooks-to " + host
                            + " on the command line");
        }
        InetAddress[] addresses = addresses(host, uri.getHost());
        for (InetAddress address : addresses) {
            refuseSecret(address, uri.getHost());
        }
        for (InetAddress address : addresses) {
            refusePrivate(address, uri.getHost());
        }
        return new Target(uri, addresses[0]);
    }

    private static URI parsed(String url) throws EgressDeniedException {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException no) {
            throw notHttp(url);
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getRawAuthority() == null) {
            throw notHttp(url);
        }
        if (uri.getRawAuthority().contains("@")) {
            throw new EgressDeniedException("must have no user and no password in it, but was \"" + url + "\"");
        }
        if (uri.getHost() == null) {
            // A port that is no number can be the beginning of a password.
            String host = uri.getRawAuthority().replaceFirst(":[^:]*[^:0-9].*", ":…");
            throw new EgressDeniedException("must have a valid name or address for its host, but has \"" + host + "\"");
        }
        return uri;
    }

    private static EgressDeniedException notHttp(String url) {
        return new EgressDeniedException("must be an absolute http or https URL, but was \"" + url + "\"");
    }

    private boolean isAllowed(String host) {
        if (isLiteral(host)) {
            return isInside(host) || isAlsoAllowed(host);
        }
        boolean number =
                NUMBER.matcher(host.substring(host.lastIndexOf('.') + 1)).matches();
        boolean inside = host.indexOf('.') < 0 || ZONES.stream().anyMatch(host::endsWith);
        return (inside && !number) || isAlsoAllowed(host);
    }

    private static boolean isInside(String literal) {
        try {
            AddressScope place = AddressScope.of(InetAddress.getByName(literal));
            return place == AddressScope.INSIDE || place == AddressScope.SECRET;
        } catch (UnknownHostException noSuchInterface) {
            return false;
        }
    }

    private boolean isAlsoAllowed(String host) {
        return alsoAllowed.stream()
                .anyMatch(allowed -> allowed.equals("*")
                        || allowed.equals(host)
                        || (allowed.startsWith("*.") && !isLiteral(host) && host.endsWith(allowed.substring(1))));
    }

    private InetAddress[] addresses(String host, String written) throws EgressDeniedException {
        try {
            return isLiteral(host) ? new InetAddress[] {InetAddress.getByName(host)} : lookup.of(host);
        } catch (UnknownHostException unknown) {
            throw new EgressDeniedException("must lead to a host that exists, but " + written + " is unknown");
        }
    }

    private static void refuseSecret(InetAddress address, String host) throws EgressDeniedException {
        if (AddressScope.of(address) == AddressScope.SECRET) {
            throw new EgressDeniedException(
                    "must not lead to a link-local address or to one where a cloud has its metadata, but " + host
                            + " is at " + address.getHostAddress());
        }
    }

    private void refusePrivate(InetAddress address, String host) throws EgressDeniedException {
        if (!privateToo && AddressScope.of(address) != AddressScope.OUTSIDE) {
            throw new EgressDeniedException("must lead to a public host (--fetch-only-public), but " + host + " is at "
                    + address.getHostAddress());
        }
    }

    /** Returns true for an unambiguous numeric address; one with leading zeros is ambiguous. */
    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || OCTETS.matcher(host).matches();
    }

    private static String allowance(String text) {
        if (!ALLOWANCE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "an allowed host is a name or an address without a port, *.example.com for"
                            + " all below a name, or * for all, but this was \"" + text + "\"");
        }
        return plain(text);
    }

    /** As hosts are compared: in lower case, without a dot at the end or brackets. */
    static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            return lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
