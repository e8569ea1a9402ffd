package io.github.basicopsemulator.journal;

import io.github.basicopsemulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Exchanges as tests in Java, which send the request again to a workspace of their own. */
public final class JavaTest {

    /** What the client of the JDK sends by itself, or does not let be sent. */
    private static final Set<String> OWN = Set.of(
            "host",
            "content-length",
            "connection",
            "transfer-encoding",
            "expect",
            "upgrade",
            "http2-settings",
            "authorization",
            "origin",
            "user-agent",
            "accept-encoding");

    private JavaTest() {}

    /** Writes a test that expects the status which there was. It authorizes as the workspace wants it; secrets are masked. */
    public static String write(Exchange exchange) {
        String query = exchange.query().isEmpty() ? "" : "?" + Mask.form(exchange.query());
        StringBuilder request = new StringBuilder();
        for (Map.Entry<String, String> header : exchange.requestHeaders()) {
            if (!OWN.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                request.append("                .header(")
                        .append(quoted(header.getKey()))
                        .append(", ")
                        .append(quoted(Mask.header(header.getKey(), header.getValue())))
                        .append(")\n");
            }
        }
        String body = exchange.request().length() == 0
                ? "HttpRequest.BodyPublishers.noBody()"
                : "HttpRequest.BodyPublishers.ofString(" + quoted(Mask.body(exchange.request())) + ")";
        return """
                import static org.assertj.core.api.Assertions.assertThat;

                import io.github.basicopsemulator.Workspace;
                import io.github.basicopsemulator.junit5.BasicOpsEmulator;
                import java.net.http.HttpClient;
                import java.net.http.HttpRequest;
                import java.net.http.HttpResponse;
                import org.junit.jupiter.api.Test;

                @BasicOpsEmulator
                class RecordedTest {

                    @Test
                    void %s(Workspace workspace) throws Exception {
                        HttpRequest request = HttpRequest.newBuilder(workspace.url(%s))
                                .header("Authorization", "Bearer " + workspace.token())
                %s                .method(%s, %s)
                                .build();

                        HttpResponse<String> response =
                                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

                        assertThat(response.statusCode()).as(response.body()).isEqualTo(%d);
                    }
                }
                """.formatted(
                        name(exchange),
                        quoted(exchange.path() + query),
                        request,
                        quoted(exchange.method()),
                        body,
                        exchange.status());
    }

    private static String name(Exchange exchange) {
        String route = exchange.route() == null ? "nothing" : exchange.route();
        return (exchange.method() + route)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("_$", "");
    }

    /** A literal: what JSON escapes Java escapes in the same way, but for the slash, which needs none. */
    private static String quoted(String text) {
        return new String(Json.write(text), StandardCharsets.UTF_8);
    }
}
