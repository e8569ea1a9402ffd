package io.github.basicopsemulator.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The pages whose requests are accepted: those from the emulator's own origin, and those from the named origins. A
 * browser sends the origin of a page in {@code Origin} and {@code Sec-Fetch-Site}. The policy does not apply to
 * programs that are not browsers.
 *
 *
 * <p>By DNS rebinding a page of another site can have the emulator's origin for its browser. Therefore a browser has to
 * call the emulator by a known name.
 *
 * @param hosts names of the emulator besides those of the loopback address and IP addresses, in lower case; {@code
 * *.example.com} for all subdomains, {@code *} for all names
 * @param origins origins whose pages may send requests; {@code *} for all origins
 */
public record OriginPolicy(List<String> hosts, Set<String> origins) {

    /** Accepts no page of another origin, and no other name. */
    public static final OriginPolicy STRICT = new OriginPolicy(List.of(), Set.of());

    private static final String ANY = "*";
    private static final Pattern LOCAL =
            Pattern.compile("localhost|[a-z0-9.-]+\\.localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final Pattern PORT = Pattern.compile(":\\d+$");
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,253}");
    private static final Pattern ORIGIN = Pattern.compile("null|https?://[A-Za-z0-9._:\\[\\]-]{1,260}");

    /** Browsers begin it so, and only few of them let a page change it. */
    private static final String BROWSER = "Mozilla/";

    private static final int MAX_SHOWN = 200;

    /** Copies the mutable arguments. */
    public OriginPolicy {
        hosts = List.copyOf(hosts);
        origins = Set.copyOf(origins);
    }

    /**
     * Checks a request to an emulated API.
     *
     * @param isOpen whether a page of any origin may lead its browser there
     * @throws Problem when it comes from a page that may not send it
     */
    void check(Request request, boolean isOpen) {
        if (origins.contains(ANY)) {
            return;
        }
        refuseUnknownHost(
                request,
                "A browser has to call the emulator by localhost, an address in figures, the host of --public-url, or a"
                        + " name that is given by " + allowedHost(request) + ".");
        if (!isOpen || !isNavigation(request)) {
            refuseOtherPages(
                    request,
                    "Requests of pages of other origins are accepted when the emulator is started with "
                            + corsOrigin(request)
                            + ". If this page is the emulator's own, behind a proxy, use --public-url or"
                            + " --trust-forwarded.");
        }
    }

    /** Returns true if a request appears to come from a browser. */
    static boolean isFromBrowser(Request request) {
        Headers headers = request.headers();
        return headers.first("Origin").isPresent()
                || headers.first("Sec-Fetch-Site").isPresent()
                || headers.first("User-Agent").orElse("").startsWith(BROWSER);
    }

    /**
     * Returns true if the browser shows the response as a top-level page after the user followed a link. A browser that
     * does not send this information, as over plain HTTP from another machine, is trusted.
     */
    public static boolean isNavigation(Request request) {
        Headers headers = request.headers();
        boolean isDocument = headers.first("Sec-Fetch-Mode").equals(Optional.of("navigate"))
                && headers.first("Sec-Fetch-Dest").equals(Optional.of("document"));
        return request.method().equals("GET")
                && headers.first("Origin").isEmpty()
                && (isDocument || headers.first("Sec-Fetch-Site").isEmpty());
    }

    /**
     * Refuses a request whose {@code Host} is not a known name of the emulator.
     *
     * @param advice the end of the message
     */
    public void refuseUnknownHost(Request request, String advice) {
        String host = request.headers().first("Host").orElse("");
        if (!host.isEmpty() && !knows(name(host))) {
            throw Problem.forbidden("This request was sent to \"" + shown(host)
                    + "\", which is not a known name of this emulator. " + advice);
        }
    }

    private boolean knows(String name) {
        return LOCAL.matcher(name).matches()
                || hosts.stream()
                        .anyMatch(host -> host.equals(ANY)
                                || host.equals(name)
                                || (host.startsWith("*.") && name.endsWith(host.substring(1))));
    }

    /** The name of a host, in lower case, without its port and the dot at its end. */
    private static String name(String host) {
        String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /**
     * Refuses a request that was sent by a page of another origin.
     *
     * @param advice the end of the message
     */
    public void refuseOtherPages(Request request, String advice) {
        if (origins.contains(ANY)) {
            return;
        }
        List<String> sent = values(request, "Origin");
        for (String origin : sent) {
            if (!isOwn(origin, request) && !origins.contains(origin)) {
                throw refusal("Origin: " + origin, request, advice);
            }
        }
        if (!sent.isEmpty() && sent.stream().noneMatch(origin -> isOwn(origin, request))) {
            return;
        }
        List<String> sites = values(request, "Sec-Fetch-Site");
        String referrer = referringOrigin(request);
        for (String site : sites) {
            boolean isOwn = site.equals("same-origin") || site.equals("none");
            if (!isOwn && !origins.contains(referrer)) {
                throw refusal("Sec-Fetch-Site: " + site, request, advice);
            }
        }
        // Browsers send Sec-Fetch-Site only over HTTPS and to the loopback address.
        boolean isReferred = sent.isEmpty() && sites.isEmpty() && !referrer.isEmpty() && isFromBrowser(request);
        if (isReferred && !isOwn(referrer, request) && !origins.contains(referrer)) {
            throw refusal("Referer: " + referrer, request, advice);
        }
    }

    private static Problem refusal(String signal, Request request, String advice) {
        return Problem.forbidden("A page of another origin sent this request (" + shown(signal)
                + "). This emulator is at " + shown(own(request)) + ". " + advice);
    }

    private static List<String> values(Request request, String name) {
        return request.headers().all().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isOwn(String origin, Request request) {
        return origin.equalsIgnoreCase(own(request)) || origin.equalsIgnoreCase(origin(request.base()));
    }

    private static String own(Request request) {
        return request.scheme() + "://" + request.headers().first("Host").orElse("");
    }

    /** Requests for pictures and the like have no {@code Origin}. */
    private static String referringOrigin(Request request) {
        return origin(request.headers().first("Referer").orElse(""));
    }

    /** The origin of a URL: all that is before the path. */
    private static String origin(String url) {
        int authority = url.indexOf("://") + 3;
        int path = url.indexOf('/', authority);
        return path < 0 ? url : url.substring(0, path);
    }

    private static String allowedHost(Request request) {
        String name = name(request.headers().first("Host").orElse(""));
        return NAME.matcher(name).matches()
                ? "--allowed-host " + name + " or Emulator.builder().allowedHosts(\"" + name + "\")"
                : "--allowed-host NAME or Emulator.builder().allowedHosts(name)";
    }

    private static String corsOrigin(Request request) {
        String referring = referringOrigin(request);
        String origin = request.headers().first("Origin").orElse(referring);
        return ORIGIN.matcher(origin).matches()
                ? "--cors-origin " + origin + " or Emulator.builder().corsOrigins(\"" + origin + "\")"
                : "--cors-origin ORIGIN or Emulator.builder().corsOrigins(origin)";
    }

    private static String shown(String value) {
        return value.length() <= MAX_SHOWN ? value : value.substring(0, MAX_SHOWN) + "…";
    }
}
