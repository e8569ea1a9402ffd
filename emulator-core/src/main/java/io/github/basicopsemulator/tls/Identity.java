package io.github.basicopsemulator.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * The key and certificate of the emulator for HTTPS.
 *
 * @param chain the certificate for the key, followed by its issuers, if there are any
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    public Identity {
        chain = List.copyOf(chain);
    }

    /** Makes a key, and a certificate of its own for these hosts, be they names or addresses. */
    public static Identity generated(List<String> hosts, Instant now) {
        try {
            return SelfSigned.of(hosts, now);
        } catch (GeneralSecurityException cannot) {
            throw new IllegalStateException(
                    "this Java cannot make a certificate; a runtime image of few modules needs jdk.crypto.ec", cannot);
        }
    }

    /**
     * Reads both from PEM files.
     *
     * @throws IllegalArgumentException when they cannot be read, or do not belong together
     */
    public static Identity read(Path certificate, Path key) {
        List<X509Certificate> chain = Pem.certificates(certificate);
        return new Identity(Pem.key(key, chain.get(0), certificate), chain);
    }

    /** The certificate without its issuers, as PEM. */
    public String pem() {
        try {
            String base64 = new String(LINES.encode(chain.get(0).getEncoded()), StandardCharsets.US_ASCII);
            return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    /** Shows this identity to clients. */
    public SSLContext shown() {
        return SslContexts.showing(this);
    }

    /** A context that trusts this identity alone. */
    public SSLContext trusted() {
        return SslContexts.in(List.of(chain.get(0)));
    }

    /** A context that trusts this identity besides those that the JVM trusts. */
    public SSLContext clientContext() {
        return SslContexts.alsoIn(chain.get(0));
    }

    /** Leaves the key out. */
    @Override
    public String toString() {
        return chain.get(0).getSubjectX500Principal().getName();
    }
}
