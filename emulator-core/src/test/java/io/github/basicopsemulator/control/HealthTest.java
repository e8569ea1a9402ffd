package io.github.basicopsemulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The health of the emulator, as whoever waits for it asks. */
class HealthTest {

    @Test
    void it_is_up_for_anybody_and_without_a_token() throws Exception {
        try (Emulator emulator = Emulator.start()) {
            HttpResponse<String> reply = OpenApiTest.get(emulator, "/_emulator/health");

            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("{\"status\":\"up\"}");
        }
    }
}
