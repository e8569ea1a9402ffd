package io.github.basicopsemulator.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server of this emulator: requests that the emulator itself sends must not reach its control API, except to post to an inbox.
 *
 * <p>Safe for use by many threads.
 */
public final class OwnServer {

    private static final String CONTROL = "_emulator";
    private static final String INBOX = "inbox";

    private final @Nullable URI publicUrl;
    private volatile int port;

    /**
     * A server that does not listen yet.
     *
     * @param publicUrl its public URL, such as that of a proxy; null without one
     */
    public OwnServer(@Nullable String publicUrl) {
        this.publicUrl = publicUrl == null ? null : URI.create(publicUrl);
    }

    /** Sets the port that it listens on. */
    public void listensAt(int port) {
        this.port = port;
    }

    /**
     * Refuses a request that would reach the control API, by the address that it is sent to.
     *
     * @throws EgressDeniedException when it would
     */
    public void refuseControl(OutboundRequest request) throws EgressDeniedException {
        Target target = request.target();
        if (isControl(request.method(), target.uri()) && isHere(target)) {
            throw new EgressDeniedException(
                    "must not lead to the control API of this emulator, except with POST to an inbox"
                            + " (/_emulator/inbox/NAME), but " + request.method() + " "
                            + target.uri().getRawAuthority() + target.uri().getRawPath() + " leads there, at "
                            + target.address().getHostAddress());
        }
    }

    /** Returns true if a target is this server, by its address and port or by the public URL. */
    public boolean isHere(Target target) {
        URI uri = target.uri();
        return (port(uri) == port && AddressScope.isThisMachine(target.address()))
                || (publicUrl != null
                        && port(publicUrl) == port(uri)
                        && isPublic(EgressPolicy.plain(publicUrl.getHost()), target));
    }

    /** By its name, or by its address where the public URL has one. */
    private static boolean isPublic(String host, Target target) {
        boolean isAddress = host.contains(":") || host.matches("[0-9.]+");
        return host.equals(EgressPolicy.plain(target.uri().getHost()))
                || (isAddress && host(host).equals(host(target.address().getHostAddress())));
    }

    private static String host(String address) {
        try {
            return InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() != -1) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /**
     * Returns true for a path of the control API, except inboxes. Percent-escapes are decoded. A path with dot segments
     * is never an inbox.
     */
    private static boolean isControl(String method, URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath();
        List<String> segments = List.of(path.replaceAll(";[^/]*", "").split("/", -1));
        int control = segments.indexOf(CONTROL);
        if (control < 0) {
            return false;
        }
        List<String> below = segments.subList(control + 1, segments.size());
        boolean isInbox = below.size() > 1 && below.get(0).equals(INBOX);
        boolean isPlain = !segments.contains("..") && !segments.contains(".") && !below.contains(CONTROL);
        return !(method.equals("POST") && isInbox && isPlain);
    }
}
