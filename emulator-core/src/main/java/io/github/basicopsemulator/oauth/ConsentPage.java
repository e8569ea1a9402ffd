package io.github.basicopsemulator.oauth;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Query;
import io.github.basicopsemulator.engine.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The page on which a person lets a client in, or does not. */
final class ConsentPage {

    private static final List<String> PASSED_ON =
            List.of("client_id", "redirect_uri", "response_type", "state", "code_challenge", "code_challenge_method");

    private ConsentPage() {}

    static Response show(Query sent, Map<Long, String> people, String action) {
        StringBuilder page = new StringBuilder("""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Let a program in?</title>
                <style>
                :root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif }
                body { max-width: 28rem; margin: 10vh auto; padding: 0 1rem }
                label { display: block; margin: .25rem 0 }
                button { font: inherit; padding: .4rem 1.2rem; margin: 1rem .5rem 0 0 }
                </style>
                </head>
                <body>
                """);
        page.append("<h1>Let <em>")
                .append(escape(sent.first("client_id").orElse("")))
                .append(
                        "</em> in?</h1>\n<p>It asks to act in this emulated workspace as:</p>\n<form method=\"post\" action=\"")
                .append(escape(action))
                .append("\">\n");
        String checked = " checked";
        for (Map.Entry<Long, String> person : people.entrySet()) {
            page.append("<label><input type=\"radio\" name=\"person\" value=\"")
                    .append(person.getKey())
                    .append("\"")
                    .append(checked)
                    .append("> ")
                    .append(escape(person.getValue()))
                    .append("</label>\n");
            checked = "";
        }
        for (String name : PASSED_ON) {
            sent.first(name)
                    .ifPresent(value -> page.append("<input type=\"hidden\" name=\"")
                            .append(name)
                            .append("\" value=\"")
                            .append(escape(value))
                            .append("\">\n"));
        }
        page.append(
                        "<button name=\"allow\" value=\"yes\">Allow</button><button name=\"deny\" value=\"yes\">Deny</button>\n")
                .append("</form>\n</body>\n</html>\n");
        return new Response(
                200,
                Headers.of(
                        "Content-Type", "text/html; charset=utf-8",
                        "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
                        "Cache-Control", "no-store"),
                page.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
