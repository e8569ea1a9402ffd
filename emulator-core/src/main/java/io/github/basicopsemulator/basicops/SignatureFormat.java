package io.github.basicopsemulator.basicops;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/**
 * How the letters of webhooks are signed: HMAC-SHA256 of the body as it is sent, by the webhook's secret.
 *
 * <p>Assumed: all of it. The reference says only that "the signature is included in the request header" (L1582).
 *
 * @param header the name of the header
 * @param prefix what stands before the digest
 * @param base64 whether the digest is written in base64, and not in hexadecimal digits
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

    /** Tells, in constant time, whether a value of the header is what signing gives. */
    public boolean matches(String secret, byte[] body, String header) {
        return MessageDigest.isEqual(
                sign(secret, body).getBytes(StandardCharsets.UTF_8), header.getBytes(StandardCharsets.UTF_8));
    }
}
