package io.github.basicopsemulator.journal;

import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hides tokens and secrets from whoever reads an export. */
public final class Mask {

    private static final String HIDDEN = "***";
    private static final Set<String> HEADERS = Set.of("authorization", "cookie", "set-cookie", "proxy-authorization");
    private static final Set<String> NAMES = Set.of(
            "secret",
            "token",
            "access_token",
            "refresh_token",
            "client_secret",
            "password",
            "code",
            "code_verifier",
            "signature");
    private static final Pattern IN_TEXT = Pattern.compile("(?i)([?&])(" + String.join("|", NAMES) + ")=[^&\\s]*");
    private static final Pattern FORM = Pattern.compile(
            "(?i)(^|[?&])(secret|token|access_token|refresh_token|client_secret|password|code|code_verifier|signature)=[^&]*");

    private Mask() {}

    /** Returns an exchange as exports show it: without tokens and secrets. */
    public static Exchange exchange(Exchange exchange) {
        return new Exchange(
                exchange.number(),
                exchange.requestNumber(),
                exchange.at(),
                exchange.method(),
                exchange.base(),
                exchange.path(),
                form(exchange.query()),
                exchange.route(),
                exchange.caller(),
                headers(exchange.requestHeaders()),
                content(exchange.request()),
                exchange.status(),
                headers(exchange.replyHeaders()),
                content(exchange.reply()),
                exchange.problem(),
                exchange.events(),
                exchange.fault(),
                exchange.answerLost(),
                exchange.micros());
    }

    private static List<Map.Entry<String, String>> headers(List<Map.Entry<String, String>> headers) {
        return headers.stream()
                .map(header -> Map.entry(header.getKey(), header(header.getKey(), header.getValue())))
                .toList();
    }

    private static Content content(Content content) {
        String masked = body(content);
        return masked.equals(new String(content.bytes(), StandardCharsets.UTF_8))
                ? content
                : content.with(masked.getBytes(StandardCharsets.UTF_8));
    }

    /** A header's value; how it authorizes is left to be seen. */
    private static String header(String name, String value) {
        if (!HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            return value;
        }
        int space = value.indexOf(' ');
        return space < 0 ? HIDDEN : value.substring(0, space + 1) + HIDDEN;
    }

    /** A query, or a body that is a form. */
    public static String form(String text) {
        return FORM.matcher(text).replaceAll("$1$2=" + HIDDEN);
    }

    /** The queries of URLs anywhere in a text. */
    public static String text(String text) {
        return IN_TEXT.matcher(text).replaceAll("$1$2=" + HIDDEN);
    }

    /** A body: JSON without the values of telling names, or else what of it is a form. */
    private static String body(Content content) {
        String text = new String(content.bytes(), StandardCharsets.UTF_8);
        try {
            Object json = Json.read(content.bytes());
            Object hidden = hidden(json);
            return hidden.equals(json) ? text : new String(Json.write(hidden), StandardCharsets.UTF_8);
        } catch (MalformedJson noJson) {
            return form(text);
        }
    }

    private static Object hidden(@Nullable Object json) {
        if (json instanceof Map<?, ?> object) {
            Map<String, @Nullable Object> masked = Json.object();
            object.forEach((name, value) -> {
                boolean tells = value instanceof String
                        && NAMES.contains(name.toString().toLowerCase(Locale.ROOT));
                masked.put(name.toString(), tells ? HIDDEN : value == null ? null : hidden(value));
            });
            return masked;
        }
        if (json instanceof List<?> list) {
            List<@Nullable Object> masked = new ArrayList<>();
            list.forEach(item -> masked.add(item == null ? null : hidden(item)));
            return masked;
        }
        return json == null ? "" : json;
    }
}
