package io.github.basicopsemulator.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads certificates and keys from PEM files, and describes the problem with an unusable one. */
final class Pem {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Pem() {}

    /** Reads one certificate or more, the first of which is the server's. */
    static List<X509Certificate> certificates(Path file) {
        byte[] bytes = bytes(file, "certificate");
        try {
            List<X509Certificate> read =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!read.isEmpty()) {
                return read;
            }
        } catch (GeneralSecurityException unreadable) {
            throw noCertificate(file, unreadable);
        }
        throw noCertificate(file, null);
    }

    private static IllegalArgumentException noCertificate(Path file, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "expected certificates in PEM, from -----BEGIN CERTIFICATE----- on, but " + file + " has none", cause);
    }

    /** Reads the key that a certificate is for. */
    static PrivateKey key(Path file, X509Certificate certificate, Path certificateFile) {
        Matcher found = KEY.matcher(new String(bytes(file, "key"), StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new IllegalArgumentException("expected a key in PEM, from -----BEGIN PRIVATE KEY----- on, but " + file
                    + " has none; other forms become that by: openssl pkcs8 -topk8 -nocrypt -in " + file
                    + " -out new.pem");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(found.group(1));
            PublicKey whose = certificate.getPublicKey();
            PrivateKey key =
                    KeyFactory.getInstance(whose.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (belong(key, whose)) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw notItsKey(file, certificateFile, unreadable);
        }
        throw notItsKey(file, certificateFile, null);
    }

    private static IllegalArgumentException notItsKey(Path file, Path certificateFile, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "expected the key of the first certificate in " + certificateFile + ", but " + file + " has another",
                cause);
    }

    private static boolean belong(PrivateKey key, PublicKey whose) throws GeneralSecurityException {
        String algorithm = whose.getAlgorithm();
        Signature signature = Signature.getInstance(algorithm.equals("EdDSA") ? algorithm : how(algorithm));
        signature.initSign(key);
        signature.update(new byte[32]);
        byte[] signed = signature.sign();
        signature.initVerify(whose);
        signature.update(new byte[32]);
        return signature.verify(signed);
    }

    private static String how(String algorithm) {
        return "SHA256with" + (algorithm.equals("EC") ? "ECDSA" : algorithm);
    }

    private static byte[] bytes(Path file, String what) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("the " + what + " " + file + " cannot be read", unreadable);
        }
    }
}
