package io.github.basicopsemulator.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packed jar in a small heap with the largest file that it takes: it never holds much more than twice its size. */
class LargeFileIT {

    private static final int LARGE = 64 << 20;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_of_64_mib_comes_back_byte_by_byte_from_a_heap_of_160_mib(boolean lengthIsAnnounced) throws Exception {
        BodyPublisher chunks = BodyPublishers.ofInputStream(() -> new Noise(LARGE));
        BodyPublisher body = lengthIsAnnounced ? BodyPublishers.fromPublisher(chunks, LARGE) : chunks;
        try (EmulatorProcess emulator = EmulatorProcess.startOn(List.of("-Xmx160m"))) {
            HttpResponse<String> uploaded = Contract.checked(
                    CLIENT.send(to(emulator, "/v1/upload").POST(body).build(), BodyHandlers.ofString()),
                    emulator.url());
            assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(200);
            String id =
                    new ObjectMapper().readTree(uploaded.body()).at("/data/id").asText();

            HttpResponse<InputStream> download = CLIENT.send(
                    to(emulator, "/v1/attachment/" + id + "/download").build(), BodyHandlers.ofInputStream());
            assertThat(download.statusCode()).isEqualTo(200);
            try (InputStream got = download.body();
                    InputStream sent = new Noise(LARGE)) {
                assertThat(differs(sent, got)).as("where they differ").isEqualTo(-1);
            }
        }
    }

    private static HttpRequest.Builder to(EmulatorProcess emulator, String path) {
        return HttpRequest.newBuilder(emulator.url().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer any");
    }

    /** The first place where two streams differ, or -1. */
    private static long differs(InputStream one, InputStream other) throws IOException {
        long place = 0;
        byte[] some;
        do {
            some = one.readNBytes(1 << 16);
            byte[] same = other.readNBytes(1 << 16);
            int mismatch = Arrays.mismatch(some, same);
            if (mismatch >= 0) {
                return place + mismatch;
            }
            place += some.length;
        } while (some.length > 0);
        return -1;
    }

    /** Bytes that look random, and are the same every time. */
    private static final class Noise extends InputStream {

        private int left;
        private int seed = 1;

        Noise(int length) {
            this.left = length;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            left--;
            seed = seed * 1664525 + 1013904223;
            return seed >>> 24;
        }

        @Override
        public int read(byte[] bytes, int from, int most) {
            if (left == 0 && most > 0) {
                return -1;
            }
            int count = Math.min(most, left);
            for (int i = 0; i < count; i++) {
                bytes[from + i] = (byte) read();
            }
            return count;
        }
    }
}
