package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTPS beside HTTP: who trusts the certificate, what URLs look like, and what goes wrong as it does without. */
class HttpsTest {

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        emulator = Emulator.builder().https().start();
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    void https_and_http_are_on_one_port() throws Exception {
        Workspace workspace = emulator.workspace("both");

        assertThat(emulator.servesHttps()).isTrue();
        assertThat(emulator.secureUrl()).hasToString("https://" + emulator.url().getAuthority());
        assertThat(workspace.secureUrl()).hasToString(emulator.secureUrl() + "/w/both");
        assertThat(workspace.secureUrl("v1/task")).hasToString(emulator.secureUrl() + "/w/both/v1/task");
        HttpResponse<String> secure = get(workspace.secureUrl("/v1/user/me"));
        assertThat(secure.statusCode()).isEqualTo(200);
        assertThat(secure.body()).contains("\"picture\":\"" + workspace.secureUrl() + "/v1/user/38/");
        assertThat(Http.get(workspace.url("/v1/user/me")).data().get("picture").toString())
                .startsWith(workspace.url() + "/v1/user/38/");
        assertThat(workspace.journal().exchanges()).hasSize(2);
    }

    @Test
    void nobody_trusts_the_certificate_unless_told_so() {
        HttpRequest request = HttpRequest.newBuilder(emulator.secureUrl()).build();

        assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void another_emulators_certificate_is_not_trusted() {
        try (Emulator other = Emulator.builder().https().start()) {
            HttpRequest request = HttpRequest.newBuilder(other.secureUrl()).build();

            assertThatThrownBy(() -> client().send(request, BodyHandlers.ofString()))
                    .isInstanceOf(SSLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void the_certificate_is_for_every_name_of_this_machine(String host) throws Exception {
        URI url = URI.create("https://" + host + ":" + emulator.url().getPort() + "/v1/user/me");

        assertThat(get(url).body()).contains("\"https://" + url.getAuthority() + "/v1/user/38/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api.example", "localhost", "x_y"})
    void a_client_may_call_the_host_what_it_likes(String name) throws Exception {
        try (SSLSocket socket = connected()) {
            SSLParameters parameters = socket.getSSLParameters();
            if (!name.contains("_")) {
                parameters.setServerNames(List.of(new SNIHostName(name)));
            }
            socket.setSSLParameters(parameters);

            assertThat(RawClient.send(
                            socket,
                            "GET /v1/user/me HTTP/1.1\r\nHost: " + name
                                    + "\r\nAuthorization: Bearer any\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\"https://" + name + "/v1/user/38/");
        }
    }

    @Test
    void several_requests_come_over_one_connection_also_with_refusals_in_between() throws Exception {
        String get = "GET /w/pipeline/v1/%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer any\r\n%s\r\n";
        emulator.workspace("pipeline");
        try (SSLSocket socket = connected()) {
            String replies = RawClient.send(
                    socket,
                    get.formatted("user/me", "")
                            + get.formatted("task/9", "")
                            + get.formatted("user/me", "Connection: close\r\n"));

            assertThat(Pattern.compile("HTTP/1.1 (\\d+)")
                            .matcher(replies)
                            .results()
                            .map(found -> found.group(1)))
                    .containsExactly("200", "404", "200");
        }
    }

    @Test
    void a_connection_can_be_reset_or_lose_its_reply_as_without_tls() throws Exception {
        Workspace workspace = emulator.workspace("faults");
        workspace
                .faults()
                .add(
                        Fault.reset().times(1),
                        Fault.emptyResponse().times(1),
                        Fault.halfBody().times(1));
        String get = "GET /w/faults/v1/user/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer any\r\n\r\n";

        try (SSLSocket socket = connected()) {
            assertThatThrownBy(() -> RawClient.send(socket, get)).isInstanceOf(SocketException.class);
        }
        try (SSLSocket socket = connected()) {
            assertThat(received(socket, get)).isEmpty();
        }
        try (SSLSocket socket = connected()) {
            String half = received(socket, get);
            String body = half.substring(half.indexOf("\r\n\r\n") + 4);
            assertThat(half).startsWith("HTTP/1.1 200 ").contains("Content-Length: " + body.length() * 2);
        }
        assertThat(get(workspace.secureUrl("/v1/user/me")).statusCode()).isEqualTo(200);
    }

    @Test
    void what_is_neither_tls_nor_http_is_a_400() {
        assertThat(RawClient.send(emulator.url(), "GARBAGE\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void an_inbox_can_be_called_over_https() {
        Workspace workspace = emulator.workspace("inbox");
        Inbox inbox = workspace.inbox("tasks");
        workspace.seed(webhook(workspace.secureUrl("/_emulator/inbox/tasks"), "basicops:task:created")
                .secret("s3cret"));

        Http.post(workspace.url("/v1/task"), "{'title': 'T'}");

        Inbox.Message message = inbox.await("basicops:task:created");
        assertThat(message.signature()).isEqualTo(Inbox.Message.Signature.VALID);
        workspace.webhooks().settle();
        assertThat(workspace.webhooks().deliveries())
                .extracting(Delivery::url)
                .containsExactly(workspace.secureUrl("/_emulator/inbox/tasks"));
    }

    @Test
    void an_inbox_of_another_emulator_is_not_trusted() {
        try (Emulator other = Emulator.builder().https().start()) {
            Workspace workspace = emulator.workspace("stranger");
            workspace.seed(webhook(other.workspace().secureUrl("/_emulator/inbox/tasks"), "basicops:task:created"));

            Http.post(workspace.url("/v1/task"), "{'title': 'T'}");

            workspace.webhooks().settle();
            assertThat(workspace.webhooks().deliveries().toString()).contains("could not be reached");
            assertThat(other.workspace().inbox("tasks").received()).isEmpty();
        }
    }

    @Test
    void the_pem_is_the_certificate_that_is_shown() throws Exception {
        try (SSLSocket socket = connected()) {
            socket.startHandshake();
            assertThat(socket.getSession().getPeerCertificates()).containsExactly(certificate(emulator));
        }
    }

    @Test
    void the_certificate_is_for_the_bound_and_the_public_host_and_for_now() throws Exception {
        Clock past = Clock.fixed(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
        try (Emulator other = Emulator.builder()
                .host("127.0.0.2")
                .publicUrl("https://dev.example.com/mock")
                .clock(past)
                .https()
                .start()) {
            X509Certificate certificate = certificate(other);

            certificate.checkValidity();
            assertThat(certificate.getSubjectAlternativeNames())
                    .extracting(name -> name.get(1).toString())
                    .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "127.0.0.2", "dev.example.com");
        }
    }

    @Test
    void a_certificate_that_cannot_be_read_stops_the_start() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Emulator.builder()
                        .https(Path.of("no.crt"), Path.of("no.key"))
                        .start())
                .withMessage("the certificate no.crt cannot be read");
    }

    @Test
    void without_https_there_is_nothing_of_it() {
        try (Emulator plain = Emulator.start()) {
            assertThat(plain.servesHttps()).isFalse();
            assertThatIllegalStateException()
                    .isThrownBy(plain::secureUrl)
                    .withMessageContaining("start it with Emulator.builder().https()");
            assertThatIllegalStateException().isThrownBy(plain::tlsCertificate);
            assertThatIllegalStateException().isThrownBy(plain::sslContext);
            assertThatIllegalStateException().isThrownBy(() -> plain.workspace().secureUrl());
        }
    }

    @Test
    void forwarded_headers_count_over_https_as_well() throws Exception {
        try (Emulator trusting =
                        Emulator.builder().https().trustForwardedHeaders().start();
                SSLSocket socket = connected(trusting)) {
            assertThat(RawClient.send(
                            socket,
                            "GET /v1/user/me HTTP/1.1\r\nHost: x\r\nX-Forwarded-Proto: http\r\n"
                                    + "Authorization: Bearer any\r\nConnection: close\r\n\r\n"))
                    .contains("\"http://x/v1/user/38/");
        }
    }

    private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        return client().send(
                        HttpRequest.newBuilder(url)
                                .header("Authorization", "Bearer any")
                                .build(),
                        BodyHandlers.ofString());
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().sslContext(emulator.sslContext()).build();
    }

    private static SSLSocket connected() throws IOException {
        return connected(emulator);
    }

    private static SSLSocket connected(Emulator server) throws IOException {
        return (SSLSocket) server.sslContext()
                .getSocketFactory()
                .createSocket(server.url().getHost(), server.url().getPort());
    }

    /** What came until the connection ended, in whatever way. */
    private static String received(Socket socket, String request) throws IOException {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(request.getBytes(UTF_8));
        StringBuilder received = new StringBuilder();
        try {
            for (int read = socket.getInputStream().read();
                    read >= 0;
                    read = socket.getInputStream().read()) {
                received.append((char) read);
            }
        } catch (SSLException | SocketException cut) {
            assertThat(cut).isNotNull();
        }
        return received.toString();
    }

    private static X509Certificate certificate(Emulator server) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(server.tlsCertificate().getBytes(UTF_8)));
    }
}
