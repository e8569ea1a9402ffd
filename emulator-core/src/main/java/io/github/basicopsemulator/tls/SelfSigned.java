package io.github.basicopsemulator.tls;

import static io.github.basicopsemulator.tls.Der.bits;
import static io.github.basicopsemulator.tls.Der.identifier;
import static io.github.basicopsemulator.tls.Der.integer;
import static io.github.basicopsemulator.tls.Der.moment;
import static io.github.basicopsemulator.tls.Der.octets;
import static io.github.basicopsemulator.tls.Der.sequence;
import static io.github.basicopsemulator.tls.Der.set;
import static io.github.basicopsemulator.tls.Der.tagged;
import static io.github.basicopsemulator.tls.Der.text;
import static io.github.basicopsemulator.tls.Der.yes;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * A certificate for a new key, signed with that key (RFC 5280).
 *
 * <p>It is a server's and no authority's: some clients refuse a server that shows the certificate of an authority. It ends
 * before the 825 days are over that others allow.
 */
final class SelfSigned {

    /** For clocks that are behind. */
    private static final Duration BEFORE = Duration.ofDays(1);

    private static final Duration AFTER = Duration.ofDays(820);

    private static final byte[] SIGNED_HOW = sequence(identifier("1.2.840.10045.4.3.2")); // ECDSA with SHA-256

    private SelfSigned() {}

    /** Makes a key, and a certificate that it is these hosts', be they names or addresses. */
    static Identity of(List<String> hosts, Instant now) throws GeneralSecurityException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = keys.generateKeyPair();
        byte[] unsigned = unsigned(hosts, now, pair.getPublic());
        byte[] whole = sequence(unsigned, SIGNED_HOW, bits(0, signature(unsigned, pair.getPrivate())));
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        return new Identity(pair.getPrivate(), List.of(certificate));
    }

    private static byte[] signature(byte[] unsigned, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(unsigned);
        return signature.sign();
    }

    private static byte[] unsigned(List<String> hosts, Instant now, PublicKey key) throws GeneralSecurityException {
        byte[] print = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        BigInteger serial = new BigInteger(1, Arrays.copyOf(print, 8));
        byte[] version3 = tagged(0xA0, integer(BigInteger.TWO));
        // Clients tell trusted certificates apart by their names first.
        byte[] name = name("API emulator " + serial.toString(16));
        byte[] validity = sequence(moment(now.minus(BEFORE)), moment(now.plus(AFTER)));
        return sequence(
                version3,
                integer(serial),
                SIGNED_HOW,
                name,
                validity,
                name,
                key.getEncoded(),
                tagged(0xA3, extensions(hosts, Arrays.copyOf(print, 20))));
    }

    private static byte[] name(String common) {
        return sequence(set(sequence(identifier("2.5.4.3"), text(common))));
    }

    private static byte[] extensions(List<String> hosts, byte[] keyName) {
        byte[] digitalSignature = bits(7, new byte[] {(byte) 0x80});
        byte[] servers = sequence(identifier("1.3.6.1.5.5.7.3.1"));
        byte[][] names = hosts.stream().map(SelfSigned::alternative).toArray(byte[][]::new);
        return sequence(
                critical("2.5.29.19", sequence()), // basic constraints: no authority
                critical("2.5.29.15", digitalSignature),
                sequence(identifier("2.5.29.37"), octets(servers)),
                sequence(identifier("2.5.29.14"), octets(octets(keyName))),
                sequence(identifier("2.5.29.17"), octets(sequence(names))));
    }

    private static byte[] critical(String identifier, byte[] value) {
        return sequence(identifier(identifier), yes(), octets(value));
    }

    private static byte[] alternative(String host) {
        boolean isAddress = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        return isAddress
                ? tagged(0x87, address(host))
                : tagged(0x82, IDN.toASCII(host).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] address(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException none) {
            throw new IllegalArgumentException("\"" + literal + "\" is not an address", none);
        }
    }
}
