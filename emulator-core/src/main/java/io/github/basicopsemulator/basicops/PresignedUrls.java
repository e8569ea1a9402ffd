package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Query;
import io.github.basicopsemulator.store.Entity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/** Pre-signed URLs: a client can download the file without a token until the URL expires. */
final class PresignedUrls {

    /** The path. Assumed: the reference does not show it (L1771). */
    static final String ROUTE = "/v1/attachment/{file}/signed";

    private PresignedUrls() {}

    /** Returns true if a path is a pre-signed one, which needs no token. */
    static boolean handles(String path) {
        return path.startsWith("/v1/attachment/") && path.endsWith("/signed");
    }

    static String path(Entity file, Instant until) {
        String key = Percent.encode(file.text("key"));
        long expires = until.toEpochMilli();
        return ROUTE.replace("{file}", key) + "?expires=" + expires + "&signature=" + sign(file, expires);
    }

    /**
     * Refuses a URL that was changed or has expired.
     *
     * @throws Problem in these cases
     */
    static void check(Entity file, Query query, Instant now) {
        String expires = query.first("expires").orElse("");
        byte[] sent = query.first("signature").orElse("").getBytes(StandardCharsets.UTF_8);
        boolean genuine = expires.matches("\\d{1,15}")
                && MessageDigest.isEqual(
                        sent, sign(file, Long.parseLong(expires)).getBytes(StandardCharsets.UTF_8));
        if (!genuine) {
            throw Problem.forbidden("The signature of this URL does not fit it.");
        }
        Instant until = Instant.ofEpochMilli(Long.parseLong(expires));
        if (!now.isBefore(until)) {
            throw Problem.forbidden("This URL was valid until " + until + ", and now it is " + now + ".");
        }
    }

    private static String sign(Entity file, long expires) {
        byte[] signed = (file.text("key") + "\n" + expires).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Hmac.sign(file.text("signingKey"), signed));
    }
}
