package io.github.basicopsemulator.http;

import io.github.basicopsemulator.engine.Percent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The workspace of a request, and its URL as the client sees it.
 *
 * @param isOutside whether it is outside the path prefix, and so for no workspace
 * @param workspace the name, empty for the default workspace
 * @param path the path behind the workspace's base; begins with a slash
 * @param base the URL of the workspace, without a slash at its end
 */
record RequestTarget(boolean isOutside, String workspace, String path, String base) {

    static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");

    private static final String WORKSPACES = "/w/";
    private static final String LONG_LOOPBACK = "[0:0:0:0:0:0:0:1]";

    static RequestTarget of(HttpServletRequest request, HttpOptions options) {
        String base = options.publicUrl() == null ? base(request, options) : options.publicUrl();
        return of(request.getRequestURI(), options.pathPrefix(), base);
    }

    /** The address of a path as it was sent, prefix and all. Escaped unreserved characters equal the plain ones. */
    static RequestTarget of(String escaped, String prefix, String base) {
        String sent = Percent.normalize(escaped);
        boolean isOutside = !(sent + "/").startsWith(prefix + "/");
        String path = isOutside ? sent : sent.substring(prefix.length());
        if (isOutside || !path.startsWith("/")) {
            return new RequestTarget(isOutside, "", path.startsWith("/") ? path : "/", base);
        }
        if (!path.startsWith(WORKSPACES)) {
            return new RequestTarget(false, "", path, base);
        }
        int end = path.indexOf('/', WORKSPACES.length());
        String workspace = end < 0 ? path : path.substring(0, end);
        String name = Objects.requireNonNullElse(Percent.decode(workspace.substring(WORKSPACES.length())), "?");
        return new RequestTarget(
                false, name.isEmpty() ? "?" : name, end < 0 ? "/" : path.substring(end), base + workspace);
    }

    private static String base(HttpServletRequest request, HttpOptions options) {
        if (!options.trustForwarded()) {
            return request.getScheme() + "://" + host(request) + options.pathPrefix();
        }
        Forwarded forwarded = new Forwarded(request);
        String scheme = forwarded.scheme().orElse(request.getScheme());
        String host = forwarded.host(scheme).orElseGet(() -> host(request));
        return scheme + "://" + host + forwarded.prefix() + options.pathPrefix();
    }

    /** The client's name for this host; the address that it reached if the {@code Host} header is unusable. */
    private static String host(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Host"))
                .filter(HOST.asMatchPredicate())
                .orElseGet(() -> request.getLocalAddr().replace(LONG_LOOPBACK, "[::1]") + ":" + request.getLocalPort());
    }
}
