package io.github.basicopsemulator.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Proxy headers about the URL that the client used. Other parameters, and unreadable ones, are ignored.
 *
 *
 * <p>The first of several proxies counts, which is nearest to the client. {@code Forwarded} (RFC 7239) overrides {@code
 * X-Forwarded-*}.
 */
record Forwarded(HttpServletRequest request) {

    private static final Pattern SCHEME = Pattern.compile("https?");
    private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+){1,50}");
    private static final Pattern DOTS = Pattern.compile(".*/\\.{1,2}(/.*)?");
    private static final Pattern LAST_SLASHES = Pattern.compile("(?<!/)/++$");
    private static final Pattern PARAMETER =
            Pattern.compile("\\G\\s*([^\\s\",;=]+)=(?:([^\\s\",;]+)|\"([^\"\\\\]*)\")\\s*(;|,|$)");

    Optional<String> scheme() {
        return either("proto", "X-Forwarded-Proto")
                .map(scheme -> scheme.toLowerCase(Locale.ROOT))
                .filter(matching(SCHEME));
    }

    /** The host, with a port where that is not the usual one. */
    Optional<String> host(String scheme) {
        Optional<String> standard = parameter("host").filter(matching(RequestTarget.HOST));
        if (standard.isPresent()) {
            return standard;
        }
        Optional<String> host = first("X-Forwarded-Host").filter(matching(RequestTarget.HOST));
        Optional<String> port = first("X-Forwarded-Port").filter(matching(PORT));
        if (port.isEmpty()) {
            return host;
        }
        String usual = scheme.equals("https") ? "443" : "80";
        String suffix = port.get().equals(usual) ? "" : ":" + port.get();
        return host.or(() -> Optional.ofNullable(request.getHeader("Host")).filter(matching(RequestTarget.HOST)))
                .map(name -> name.replaceFirst(":\\d+$", "") + suffix);
    }

    /**
     * The prefix that a proxy removed from the path; empty without a prefix. A prefix with {@code .} or {@code ..} in
     * it is ignored.
     */
    String prefix() {
        return first("X-Forwarded-Prefix")
                .map(prefix -> LAST_SLASHES.matcher(prefix).replaceFirst(""))
                .filter(matching(PATH))
                .filter(matching(DOTS).negate())
                .orElse("");
    }

    private Optional<String> either(String parameter, String header) {
        return parameter(parameter).or(() -> first(header));
    }

    /** A parameter of the first element of {@code Forwarded}; empty if the header is unreadable before it. */
    private Optional<String> parameter(String name) {
        String value = request.getHeader("Forwarded");
        Matcher parameters = PARAMETER.matcher(value == null ? "" : value);
        while (parameters.find()) {
            if (parameters.group(1).equalsIgnoreCase(name)) {
                return Optional.of(value(parameters));
            }
            if (parameters.group(4).equals(",")) {
                break;
            }
        }
        return Optional.empty();
    }

    private static String value(Matcher parameter) {
        @Nullable String token = parameter.group(2);
        return token == null ? parameter.group(3) : token;
    }

    private Optional<String> first(String header) {
        return Optional.ofNullable(request.getHeader(header)).map(value -> value.split(",", 2)[0].strip());
    }

    private static Predicate<String> matching(Pattern pattern) {
        return pattern.asMatchPredicate();
    }
}
