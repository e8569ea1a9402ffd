package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Request;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may control the emulator: on the loopback address whoever is on this machine, elsewhere who has the control token; and no
 * page of another origin, whatever address it made a name of its own lead to.
 *
 * @param token the control token; null for none
 * @param loopback whether nobody but this machine reaches the emulator
 * @param hosts names that the emulator is known by besides those of the loopback address, in lower case
 */
public record Guard(@Nullable String token, boolean loopback, List<String> hosts) {

    /** What tells nothing of a workspace, or is posted by programs that have no token. */
    private static final Set<String> OPEN = Set.of(
            "/_emulator",
            "/_emulator/",
            "/_emulator/health",
            "/_emulator/ready",
            "/favicon.ico",
            "/_emulator/tls.pem",
            "/_emulator/seed.schema.json",
            "/_emulator/coverage",
            "/_emulator/openapi.json",
            "/_emulator/openapi.yaml",
            "/_emulator/control.json",
            "/_emulator/control.yaml");

    private static final Pattern LOCAL =
            Pattern.compile("localhost|[a-z0-9.-]+\\.localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final Pattern PORT = Pattern.compile(":\\d+$");

    /** Guards an emulator that listens at this address. */
    public static Guard at(String address, @Nullable String token, List<String> hosts) {
        return new Guard(token, isLoopback(address), hosts);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException nobody) {
            return false;
        }
    }

    /**
     * Lets a request in.
     *
     * @throws Problem when it must not be
     */
    void admit(Request request) {
        refuseOtherHosts(request);
        refuseOtherOrigins(request);
        if (!isOpen(request)) {
            refuseWithoutToken(request);
        }
    }

    /** A name that leads here and is not ours was made to, so that a page of that name can speak with us. */
    private void refuseOtherHosts(Request request) {
        String host = request.headers().first("Host").orElse("").toLowerCase(Locale.ROOT);
        String name = PORT.matcher(host).replaceFirst("");
        if (loopback && !host.isEmpty() && !LOCAL.matcher(name).matches() && !hosts.contains(name)) {
            throw Problem.forbidden("The emulator listens on this machine alone, where nobody calls it \"" + host
                    + "\": what is under /_emulator answers to localhost, to addresses in figures, and to the host of"
                    + " the public URL.");
        }
    }

    private static void refuseOtherOrigins(Request request) {
        String origin = request.headers().first("Origin").orElse(null);
        if (origin != null && !isOwn(origin, request)) {
            throw Problem.forbidden("A page of " + origin + " asked. What is under /_emulator answers to pages of the"
                    + " emulator's own origin alone, and to programs that are no browsers.");
        }
        String site = request.headers().first("Sec-Fetch-Site").orElse("none");
        if (!site.equals("same-origin") && !site.equals("none") && !opensPage(request)) {
            throw Problem.forbidden("A page of another origin asked (Sec-Fetch-Site: " + site
                    + "). What is under /_emulator answers to pages of the emulator's own origin alone, and to programs"
                    + " that are no browsers.");
        }
    }

    private static boolean isOwn(String origin, Request request) {
        String host = request.headers().first("Host").orElse("");
        try {
            return host.equalsIgnoreCase(URI.create(origin).getRawAuthority())
                    || request.base().startsWith(origin + "/")
                    || request.base().equals(origin);
        } catch (IllegalArgumentException noOrigin) {
            return false;
        }
    }

    /** Following a link to the page shows it to whoever follows, and to no other page. */
    private static boolean opensPage(Request request) {
        boolean navigates = request.headers().first("Sec-Fetch-Mode").equals(Optional.of("navigate"))
                && request.headers().first("Sec-Fetch-Dest").equals(Optional.of("document"));
        return navigates && request.method().equals("GET") && isPage(request);
    }

    private static boolean isPage(Request request) {
        return request.path().equals("/_emulator") || request.path().equals("/_emulator/");
    }

    private static boolean isOpen(Request request) {
        String path = request.path();
        return OPEN.contains(path)
                || (path.startsWith("/_emulator/inspector") && request.method().equals("GET"))
                || (path.startsWith("/_emulator/inbox/") && request.method().equals("POST"));
    }

    private void refuseWithoutToken(Request request) {
        if (token == null && !loopback) {
            throw Problem.forbidden("The emulator can be reached from other machines and has no control token, so"
                    + " nobody may control it: start it with --control-token TOKEN, and send Authorization: Bearer"
                    + " TOKEN.");
        }
        if (token != null && !isToken(request.headers().first("Authorization").orElse(""))) {
            throw Problem.unauthorized("What is under /_emulator asks for the control token that the emulator was"
                    + " started with: send Authorization: Bearer TOKEN.");
        }
    }

    private boolean isToken(String authorization) {
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, authorization.getBytes(StandardCharsets.UTF_8));
    }
}
