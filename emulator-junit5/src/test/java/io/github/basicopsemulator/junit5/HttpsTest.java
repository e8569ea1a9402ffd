package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The piece of docs/network.md. */
class HttpsTest {

    @RegisterExtension
    static BasicOpsEmulatorExtension basicops =
            BasicOpsEmulatorExtension.with(Emulator.builder().https());

    @Test
    void a_client_is_handed_what_it_needs(Emulator emulator) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(emulator.sslContext()).build();
        URI url = emulator.workspace().secureUrl("/v1/user/me");

        var request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer any")
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
}
