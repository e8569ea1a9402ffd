package io.github.basicopsemulator.basicops;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.control.Contract;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that the emulator fetches over real connections from a server that serves them well, slowly or not at all. */
class RemoteFileOverWireMockTest {

    private static Emulator emulator;
    private static WireMockServer remote;
    private static HttpClient client;

    private final byte[] content = new byte[200_000];
    private Workspace workspace;

    @BeforeAll
    static void start() {
        emulator = Emulator.start();
        remote = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        remote.start();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        remote.stop();
        emulator.close();
    }

    @BeforeEach
    void a_workspace_and_a_file_of_every_byte(TestInfo test) {
        workspace = emulator.workspace(test.getTestMethod().orElseThrow().getName());
        new Random(1).nextBytes(content);
        remote.resetAll();
    }

    @Test
    void a_file_comes_byte_by_byte_with_its_name_and_its_type() throws Exception {
        serve(aResponse().withHeader("Content-Type", "application/pdf").withBody(content));

        HttpResponse<byte[]> download = download(upload());

        assertThat(download.body()).isEqualTo(content);
        assertThat(download.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(download.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"report.pdf\"");
        remote.verify(1, getRequestedFor(urlEqualTo("/files/report.pdf")));
    }

    @Test
    void the_name_that_its_server_gives_it_goes_before_that_of_its_path() throws Exception {
        serve(aResponse()
                .withHeader("Content-Type", "text/csv; charset=utf-8")
                .withHeader("Content-Disposition", "attachment; filename=\"table.csv\"")
                .withBody(content));

        HttpResponse<byte[]> download = download(upload());

        assertThat(download.headers().firstValue("Content-Type")).contains("text/csv");
        assertThat(download.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"table.csv\"");
    }

    @Test
    void a_file_that_drips_slowly_comes_whole() throws Exception {
        serve(aResponse().withBody(content).withChunkedDribbleDelay(10, 1_000));

        long began = System.nanoTime();
        HttpResponse<String> uploaded = upload();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(500));
        assertThat(download(uploaded).body()).isEqualTo(content);
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_breaks_is_refused_and_leaves_nothing_behind(Fault fault) throws Exception {
        serve(aResponse().withFault(fault));

        assertRefused(upload(), "must lead to a file that can be fetched, but " + url());
    }

    @Test
    void what_is_not_there_is_refused_and_leaves_nothing_behind() throws Exception {
        serve(aResponse().withStatus(404).withBody("nothing here"));

        assertRefused(upload(), "must lead to a file, but " + url() + " answered 404");
    }

    private static void serve(ResponseDefinitionBuilder response) {
        remote.stubFor(get(urlEqualTo("/files/report.pdf")).willReturn(response));
    }

    private static String url() {
        return "http://127.0.0.1:" + remote.port() + "/files/report.pdf";
    }

    private HttpResponse<String> upload() throws Exception {
        HttpRequest.Builder request = to("/v1/uploadurl")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"url\":\"" + url() + "\"}"));
        return Contract.served().checked(client.send(request.build(), BodyHandlers.ofString()));
    }

    private HttpResponse<byte[]> download(HttpResponse<String> uploaded) throws Exception {
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(200);
        Object id = ((Map<?, ?>) Api.json(uploaded.body()).get("data")).get("id");
        HttpResponse<byte[]> download =
                client.send(to("/v1/attachment/" + id + "/download").build(), BodyHandlers.ofByteArray());
        assertThat(download.statusCode()).isEqualTo(200);
        return download;
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(workspace.url(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer any");
    }

    private void assertRefused(HttpResponse<String> answer, String message) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Api.json(answer.body())).containsEntry("success", false).containsEntry("error", "bad_request");
        assertThat((String) Api.json(answer.body()).get("message")).contains("$.url " + message);
        assertThat(workspace.records("attachment")).isEmpty();
    }
}
