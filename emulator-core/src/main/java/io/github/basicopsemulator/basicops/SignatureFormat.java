package io.github.basicopsemulator.basicops;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The signature format of webhooks: HMAC-SHA256 of the body as sent, with the webhook's secret.
 *
 *
 * <p>Assumed completely: the reference says only that "the signature is included in the request header" (L1582).
 *
 * @param header the name of the header
 * @param prefix the text before the digest
 * @param base64 whether the digest is written in base64 rather than in hexadecimal digits
 */
public record SignatureFormat(String header, String prefix, boolean base64) {

    /** The commonest convention. */
    public static final SignatureFormat USUAL = new SignatureFormat("X-BasicOps-Signature", "sha256=", false);

    /** Returns the value of the header. */
    public String sign(String secret, byte[] body) {
        byte[] digest = Hmac.sign(secret, body);
        return prefix
                + (base64
                        ? Base64.getEncoder().encodeToString(digest)
                        : HexFormat.of().formatHex(digest));
    }

    /** Returns true if a value of the header is the valid signature. Compares in constant time. */
    public boolean matches(String secret, byte[] body, String header) {
        return MessageDigest.isEqual(
                sign(secret, body).getBytes(StandardCharsets.UTF_8), header.getBytes(StandardCharsets.UTF_8));
    }
}
