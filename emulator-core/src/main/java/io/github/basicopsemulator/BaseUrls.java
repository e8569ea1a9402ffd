package io.github.basicopsemulator;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates and normalises the options about the addresses of the emulator and its clients. */
final class BaseUrls {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+){1,50}");
    private static final Pattern DOTS = Pattern.compile(".*/\\.{1,2}(/.*)?");

    private static final Pattern ALLOWED_HOST =
            Pattern.compile("\\*|(\\*\\.)?[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?");
    private static final Pattern LAST_SLASHES = Pattern.compile("(?<!/)/++$");

    private BaseUrls() {}

    /** Normalises a path prefix: no slash at its end; empty if there is no prefix. */
    static String path(String text) {
        String path = withoutSlashes(text);
        if (!path.isEmpty()
                && (!PATH.matcher(path).matches() || DOTS.matcher(path).matches())) {
            throw new IllegalArgumentException(
                    "a path prefix must be like /mock, of letters, digits and . _ ~ - between"
                            + " slashes, but this was \"" + text + "\"");
        }
        return path;
    }

    /** Removes slashes at the end, in time linear in their number. */
    static String withoutSlashes(String text) {
        return LAST_SLASHES.matcher(text).replaceFirst("");
    }

    /** A URL that others begin with, without a slash at its end. */
    static String url(String text) {
        URI url = parsed(text);
        if (url == null || url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "a public URL must be like https://dev.example.com/mock, without a query, but this was \"" + text
                            + "\"");
        }
        return origin(url) + path(url.getRawPath());
    }

    /** An origin as browsers write it. */
    static String origin(String text) {
        if (text.equals("*") || text.equals("null")) {
            return text;
        }
        URI url = parsed(text);
        if (url == null || url.getRawUserInfo() != null || !text.endsWith("://" + url.getRawAuthority())) {
            throw new IllegalArgumentException(
                    "an origin is such as http://localhost:3000, without a slash or a path at its"
                            + " end, or * for all, but this was \"" + text + "\"");
        }
        return origin(url);
    }

    /** A host name that browsers may call the emulator by, in lower case. */
    static String allowedHost(String text) {
        if (!ALLOWED_HOST.matcher(text).matches()) {
            throw new IllegalArgumentException("an allowed host is a name without a port, such as emulator.test,"
                    + " *.example.com for all below a name, or * for all, but this was \"" + text + "\"");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /** The host of a URL, without brackets. */
    static String host(String url) {
        return URI.create(url).getHost().replaceAll("[\\[\\]]", "");
    }

    private static String origin(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        boolean isUsual = url.getPort() == -1 || url.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + (isUsual ? "" : ":" + url.getPort());
    }

    /** Returns null if the text is not an HTTP or HTTPS URL. */
    private static @Nullable URI parsed(String text) {
        try {
            URI url = new URI(text);
            boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            return isHttp && url.getHost() != null ? url : null;
        } catch (URISyntaxException no) {
            return null;
        }
    }
}
