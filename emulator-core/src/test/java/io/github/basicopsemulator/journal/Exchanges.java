package io.github.basicopsemulator.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exchanges for tests of exports. */
final class Exchanges {

    private Exchanges() {}

    static RecordedExchange of(
            String method, String path, String query, List<Map.Entry<String, String>> headers, byte[] body) {
        return of(method, path, query, headers, body, List.of(), new byte[0]);
    }

    static RecordedExchange of(
            String method,
            String path,
            String query,
            List<Map.Entry<String, String>> headers,
            byte[] body,
            List<Map.Entry<String, String>> responseHeaders,
            byte[] reply) {
        return of(method, path, query, headers, body, responseHeaders, reply, null);
    }

    /** A request that was refused with a text. */
    static RecordedExchange refused(byte[] body, String problem) {
        return of("POST", "/v1/task", "", List.of(), body, List.of(), new byte[0], problem);
    }

    private static RecordedExchange of(
            String method,
            String path,
            String query,
            List<Map.Entry<String, String>> headers,
            byte[] body,
            List<Map.Entry<String, String>> responseHeaders,
            byte[] reply,
            @Nullable String problem) {
        return new RecordedExchange(
                1,
                1,
                Instant.EPOCH,
                method,
                "http://127.0.0.1:8080",
                path,
                query,
                null,
                null,
                headers,
                CapturedBody.of(body),
                200,
                responseHeaders,
                CapturedBody.of(reply),
                problem,
                List.of(),
                null,
                false,
                1);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
