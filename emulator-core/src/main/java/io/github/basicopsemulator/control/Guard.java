package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.OriginPolicy;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Request;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Controls access to the control API: on the loopback address every process of the machine has access, elsewhere the
 * control token is required. Rejects cross-origin pages and DNS rebinding.
 *
 * @param token the control token; null without one
 * @param loopback whether only this machine can reach the emulator
 * @param origins the names of the emulator; no other origin is accepted
 */
public record Guard(@Nullable String token, boolean loopback, OriginPolicy origins) {

    /** Paths that reveal no data of a workspace, or that programs without a token post to. */
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

    /**
     * Guards an emulator on this address.
     *
     * @param hosts names of the emulator besides those of the loopback address, as in {@link OriginPolicy}
     */
    public static Guard at(String address, @Nullable String token, List<String> hosts) {
        return new Guard(token, isLoopback(address), new OriginPolicy(hosts, Set.of()));
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
    void authenticate(Request request) {
        refuseOtherHosts(request);
        refuseOtherOrigins(request);
        if (!isOpen(request)) {
            refuseWithoutToken(request);
        }
    }

    private void refuseOtherHosts(Request request) {
        if (loopback) {
            origins.refuseUnknownHost(
                    request,
                    "The emulator listens on this machine alone. Everything under /_emulator answers to localhost, to"
                            + " addresses in figures, to the host of --public-url, and to the names given by"
                            + " --allowed-host or Emulator.builder().allowedHosts(…).");
        }
    }

    private void refuseOtherOrigins(Request request) {
        if (!opensPage(request)) {
            origins.refuseOtherPages(
                    request,
                    "Everything under /_emulator answers to pages of the emulator's own origin alone, and to programs"
                            + " that are not browsers, whatever --cors-origin names.");
        }
    }

    /** Following a link to the page shows it to the person who follows, and to no other page. */
    private static boolean opensPage(Request request) {
        return OriginPolicy.isNavigation(request) && isPage(request);
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
                    + " the control API needs a token: start it with --control-token TOKEN, and send Authorization: Bearer"
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
