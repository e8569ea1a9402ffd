package io.github.basicopsemulator.outbound;

import java.net.InetAddress;
import java.net.URI;

/**
 * A checked destination of an {@link EgressPolicy}, with the result of the DNS lookup.
 *
 * @param uri the URL of the request
 * @param address the address to connect to; a second lookup could lead elsewhere
 */
public record Target(URI uri, InetAddress address) {}
