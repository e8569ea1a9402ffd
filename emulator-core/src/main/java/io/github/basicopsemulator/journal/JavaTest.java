package io.github.basicopsemulator.journal;

import io.github.basicopsemulator.json.ControlCharacters;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Exchanges as tests in Java, which send the request again to a workspace of their own. */
public final class JavaTest {

    /** The headers that the JDK's client sends by itself or does not accept. */
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

    /** Constants of a class file have at most 65,535 bytes, and a character has up to three. */
    private static final int LONGEST_LITERAL = 20_000;

    private JavaTest() {}

    /** Writes a test that expects the status which there was. It authorizes as the workspace wants it; secrets are masked. */
    public static String write(RecordedExchange recorded) {
        RecordedExchange exchange = Redactor.exchange(recorded);
        StringBuilder request = new StringBuilder();
        for (Map.Entry<String, String> header : exchange.requestHeaders()) {
            if (!OWN.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                request.append("                .header(")
                        .append(quoted(header.getKey()))
                        .append(", ")
                        .append(quoted(header.getValue()))
                        .append(")\n");
            }
        }
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
                        quoted(PercentEncoded.target(exchange)),
                        request,
                        quoted(exchange.method()),
                        body(exchange.request()),
                        exchange.status());
    }

    private static String body(CapturedBody body) {
        if (body.length() == 0) {
            return "HttpRequest.BodyPublishers.noBody()";
        }
        return body.isText()
                ? "HttpRequest.BodyPublishers.ofString(" + quoted(body.text()) + ")"
                : "HttpRequest.BodyPublishers.ofByteArray(java.util.Base64.getDecoder().decode("
                        + quoted(Base64.getEncoder().encodeToString(body.bytes())) + "))";
    }

    /** Begins with a word of its own: methods can begin with a digit, and be keywords. */
    private static String name(RecordedExchange exchange) {
        String route = exchange.route() == null ? "nothing" : exchange.route();
        return ("sends_" + exchange.method() + route)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("_$", "");
    }

    /** Writes an expression for a text: a literal, or several where one would be too long for a class file. */
    private static String quoted(String text) {
        if (text.length() <= LONGEST_LITERAL) {
            return literal(text);
        }
        List<String> literals = new ArrayList<>();
        for (int begin = 0; begin < text.length(); begin += LONGEST_LITERAL) {
            literals.add(literal(text.substring(begin, Math.min(text.length(), begin + LONGEST_LITERAL))));
        }
        return "String.join(\"\", " + String.join(", ", literals) + ")";
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (ControlCharacters.contains(c)) {
                literal.append(ControlCharacters.escape(c));
            } else {
                literal.append(c == '"' || c == '\\' ? "\\" : "").appendCodePoint(c);
            }
        });
        return literal.append('"').toString();
    }
}
