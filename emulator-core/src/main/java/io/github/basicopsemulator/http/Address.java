package io.github.basicopsemulator.http;

import io.github.basicopsemulator.engine.Percent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which workspace a request is for, and what its URL looks like to the client.
 *
 * @param workspace the name, empty for the default workspace
 * @param path what is behind the workspace's base; begins with a slash
 * @param base the URL of the workspace, without a slash at its end
 */
record Address(String workspace, String path, String base) {

    private static final String PREFIX = "/w/";
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*");

    static Address of(HttpServletRequest request, boolean trustForwarded) {
        String path = request.getRequestURI();
        String origin = origin(request, trustForwarded);
        if (!path.startsWith("/")) {
            return new Address("", "/", origin);
        }
        if (!path.startsWith(PREFIX)) {
            return new Address("", path, origin);
        }
        int end = path.indexOf('/', PREFIX.length());
        String prefix = end < 0 ? path : path.substring(0, end);
        String name = Objects.requireNonNullElse(Percent.decode(prefix.substring(PREFIX.length())), "?");
        return new Address(name.isEmpty() ? "?" : name, end < 0 ? "/" : path.substring(end), origin + prefix);
    }

    private static String origin(HttpServletRequest request, boolean trustForwarded) {
        String scheme = request.getScheme();
        String host = request.getHeader("Host");
        String prefix = "";
        if (trustForwarded) {
            scheme = "https".equals(first(request, "X-Forwarded-Proto")) ? "https" : scheme;
            String forwardedHost = first(request, "X-Forwarded-Host");
            String port = first(request, "X-Forwarded-Port");
            host = forwardedHost == null ? host : forwardedHost;
            if (host != null && port != null && port.matches("\\d{1,5}")) {
                host = host.replaceFirst(":\\d+$", "") + ":" + port;
            }
            String forwardedPrefix = first(request, "X-Forwarded-Prefix");
            prefix = forwardedPrefix != null && PATH.matcher(forwardedPrefix).matches() ? forwardedPrefix : "";
        }
        boolean usable = host != null && HOST.matcher(host).matches();
        return scheme + "://" + (usable ? host : request.getLocalAddr() + ":" + request.getLocalPort()) + prefix;
    }

    /** The first of the values that proxies have put into a header, or null. */
    private static @Nullable String first(HttpServletRequest request, String header) {
        String value = request.getHeader(header);
        return value == null ? null : value.split(",", 2)[0].strip();
    }
}
