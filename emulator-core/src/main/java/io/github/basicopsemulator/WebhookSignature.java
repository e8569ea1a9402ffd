package io.github.basicopsemulator;

import io.github.basicopsemulator.basicops.SignatureFormat;
import org.jspecify.annotations.Nullable;

/**
 * How deliveries of webhooks are signed: HMAC-SHA256 of the body as it is sent, by the webhook's secret in UTF-8. For receivers
 * that want to check, and for emulators that are to sign in another way. Immutable: every method returns another one.
 *
 * <p>BasicOps' reference says that the signature is in a header, and neither which nor how it is written: {@link #standard} is the
 * commonest convention.
 */
public final class WebhookSignature {

    private final SignatureFormat form;

    private WebhookSignature(SignatureFormat form) {
        this.form = form;
    }

    /** {@code X-BasicOps-Signature: sha256=<hexadecimal digits>}. */
    public static WebhookSignature standard() {
        return new WebhookSignature(SignatureFormat.USUAL);
    }

    /** In a header of this name. */
    public WebhookSignature header(String name) {
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
            throw new IllegalArgumentException("this cannot be the name of a header: \"" + name + "\"");
        }
        return new WebhookSignature(new SignatureFormat(name, form.prefix(), form.base64()));
    }

    /** Sets the text before the digest; empty by default. */
    public WebhookSignature prefix(String prefix) {
        if (!prefix.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
            throw new IllegalArgumentException("a header holds printable ASCII, but this was \"" + prefix + "\"");
        }
        return new WebhookSignature(new SignatureFormat(form.header(), prefix, form.base64()));
    }

    /** With the digest in base64 in place of hexadecimal digits. */
    public WebhookSignature base64() {
        return new WebhookSignature(new SignatureFormat(form.header(), form.prefix(), true));
    }

    /** The name of the header. */
    public String header() {
        return form.header();
    }

    /** Returns the value of the signature header for a body. */
    public String sign(String secret, byte[] body) {
        return form.sign(secret, body);
    }

    /**
     * Returns true if the header is the signature of the body with this secret. Compares in constant time.
     *
     * @param header the value of the header; null, for a missing header, never matches
     */
    public boolean matches(String secret, byte[] body, @Nullable String header) {
        return header != null && form.matches(secret, body, header);
    }

    SignatureFormat form() {
        return form;
    }
}
