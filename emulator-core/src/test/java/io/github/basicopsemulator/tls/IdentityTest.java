package io.github.basicopsemulator.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that are made here, and those that are given. */
class IdentityTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    @TempDir
    private Path directory;

    @Test
    void a_generated_certificate_is_a_servers_for_its_hosts() throws Exception {
        X509Certificate made = Identity.generated(List.of("localhost", "127.0.0.1", "::1", "dev.example.com"), NOW)
                .chain()
                .get(0);

        made.verify(made.getPublicKey());
        assertThat(made.getVersion()).isEqualTo(3);
        assertThat(made.getSubjectX500Principal()).isEqualTo(made.getIssuerX500Principal());
        assertThat(made.getSubjectX500Principal().getName())
                .isEqualTo("CN=API emulator " + made.getSerialNumber().toString(16));
        assertThat(made.getSerialNumber()).isPositive();
        assertThat(made.getSubjectAlternativeNames())
                .containsExactly(
                        List.of(DNS, "localhost"),
                        List.of(ADDRESS, "127.0.0.1"),
                        List.of(ADDRESS, "0:0:0:0:0:0:0:1"),
                        List.of(DNS, "dev.example.com"));
        assertThat(made.getBasicConstraints()).as("an authority").isEqualTo(-1);
        assertThat(made.getKeyUsage()).containsExactly(true, false, false, false, false, false, false, false, false);
        assertThat(made.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(made.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
        assertThat(made.getNonCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.14", "2.5.29.17", "2.5.29.37");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21T10:00:00Z", "2049-12-31T23:00:00Z", "2060-01-01T00:00:00Z"})
    void it_is_good_for_two_years_and_no_longer_than_clients_allow(String now) throws Exception {
        Instant start = Instant.parse(now);
        X509Certificate made =
                Identity.generated(List.of("localhost"), start).chain().get(0);

        assertThat(made.getNotBefore().toInstant()).isEqualTo(start.minus(Duration.ofDays(1)));
        assertThat(made.getNotAfter().toInstant()).isAfter(start.plus(Duration.ofDays(2 * 366)));
        assertThat(Duration.between(
                        made.getNotBefore().toInstant(), made.getNotAfter().toInstant()))
                .isLessThan(Duration.ofDays(825));
    }

    @Test
    void many_hosts_have_room() throws Exception {
        List<String> hosts = IntStream.range(0, 300)
                .mapToObj(i -> "host-" + i + ".example.com")
                .toList();
        X509Certificate made = Identity.generated(hosts, NOW).chain().get(0);

        made.verify(made.getPublicKey());
        assertThat(made.getSubjectAlternativeNames()).hasSize(300).contains(List.of(DNS, "host-299.example.com"));
    }

    @Test
    void each_has_a_key_and_a_name_of_its_own() {
        X509Certificate one =
                Identity.generated(List.of("localhost"), NOW).chain().get(0);
        X509Certificate other =
                Identity.generated(List.of("localhost"), NOW).chain().get(0);

        assertThat(one.getPublicKey()).isNotEqualTo(other.getPublicKey());
        assertThat(one.getSubjectX500Principal()).isNotEqualTo(other.getSubjectX500Principal());
    }

    @Test
    void its_pem_is_what_everybody_reads() throws Exception {
        Identity identity = Identity.generated(List.of("localhost"), NOW);

        assertThat(identity.pem())
                .startsWith("-----BEGIN CERTIFICATE-----\nMII")
                .endsWith("\n-----END CERTIFICATE-----\n")
                .doesNotContain("PRIVATE");
        assertThat(identity.pem().lines()).allMatch(line -> line.length() <= 64);
        assertThat(CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(identity.pem().getBytes(UTF_8))))
                .isEqualTo(identity.chain().get(0));
        assertThat(identity)
                .hasToString(identity.chain().get(0).getSubjectX500Principal().getName());
    }

    @ParameterizedTest
    @CsvSource({"RSA,2048", "EC,256", "Ed25519,255"})
    void a_given_key_and_certificate_are_read_from_pem(String algorithm, int size) throws Exception {
        Pair given = keytool(algorithm, size, "a");
        Identity read = Identity.read(given.certificate(), given.key());

        assertThat(read.chain()).hasSize(1);
        assertThat(read.chain().get(0).getSubjectX500Principal()).hasToString("CN=a.example");
        assertThat(read.key().getFormat()).isEqualTo("PKCS#8");
    }

    @Test
    void certificates_that_vouch_for_the_first_come_behind_it() throws Exception {
        Pair given = keytool("EC", 256, "a");
        Identity authority = Identity.generated(List.of("ca"), NOW);
        Files.writeString(
                given.certificate(),
                "Bag Attributes\n" + Files.readString(given.certificate()) + "\n" + authority.pem());

        Identity read = Identity.read(given.certificate(), given.key());

        assertThat(read.chain()).hasSize(2).endsWith(authority.chain().get(0));
        assertThat(read.pem()).isNotEqualTo(authority.pem());
    }

    @Test
    void the_key_of_another_certificate_is_refused() throws Exception {
        Pair one = keytool("EC", 256, "one");
        Pair two = keytool("EC", 256, "two");
        Pair three = keytool("RSA", 2048, "three");
        for (Pair other : List.of(two, three)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Identity.read(one.certificate(), other.key()))
                    .withMessageContaining("expected the key of the first certificate in " + one.certificate())
                    .withMessageContaining(other.key().toString());
        }
    }

    @Test
    void what_is_not_there_or_something_else_is_refused_with_what_was_expected() throws Exception {
        Pair given = keytool("EC", 256, "a");
        Path nowhere = directory.resolve("nowhere.pem");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path junk = Files.writeString(
                directory.resolve("junk.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Path old = Files.writeString(
                directory.resolve("old.pem"), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        Path broken = Files.writeString(
                directory.resolve("broken.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        assertRefused(nowhere, given.key(), "the certificate " + nowhere + " cannot be read");
        assertRefused(given.certificate(), nowhere, "the key " + nowhere + " cannot be read");
        assertRefused(empty, given.key(), "expected certificates in PEM");
        assertRefused(junk, given.key(), "expected certificates in PEM");
        assertRefused(given.key(), given.key(), "expected certificates in PEM");
        assertRefused(given.certificate(), old, "openssl pkcs8 -topk8 -nocrypt -in " + old);
        assertRefused(given.certificate(), given.certificate(), "expected a key in PEM");
        assertRefused(given.certificate(), broken, "expected the key of the first certificate");
    }

    private static void assertRefused(Path certificate, Path key, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Identity.read(certificate, key))
                .withMessageContaining(message);
    }

    private record Pair(Path certificate, Path key) {}

    private Pair keytool(String algorithm, int size, String name) throws Exception {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        algorithm,
                        "-keysize",
                        String.valueOf(size),
                        "-dname",
                        "CN=a.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        return new Pair(
                pem(name + ".crt", "CERTIFICATE", keys.getCertificate("a").getEncoded()),
                pem(
                        name + ".key",
                        "PRIVATE KEY",
                        keys.getKey("a", "changeit".toCharArray()).getEncoded()));
    }

    private Path pem(String file, String type, byte[] encoded) throws Exception {
        String base64 = Base64.getMimeEncoder().encodeToString(encoded);
        return Files.writeString(
                directory.resolve(file),
                "-----BEGIN " + type + "-----\r\n" + base64 + "\r\n-----END " + type + "-----\r\n");
    }
}
