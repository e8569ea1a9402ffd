package io.github.basicopsemulator.outbound;

import java.net.InetAddress;
import java.net.URI;

/**
 * A checked destination: what a {@link EgressPolicy} let through, and where it was when it was looked up.
 *
 * @param uri what is asked for
 * @param address what to connect to; the host is not to be looked up again, or it could lead elsewhere by then
 */
public record Target(URI uri, InetAddress address) {}
