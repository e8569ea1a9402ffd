package io.github.basicopsemulator.journal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Hides tokens and secrets from the readers of exports and logs.
 *
 * <p>It goes by names: of headers, of parameters in queries and forms, of fields in JSON, XML and forms of several parts. It knows
 * them in any case, with any separators and encoded, and it also reads broken and cut bodies. A value of six characters or more that
 * was hidden in one place of a request is hidden in all other places of it and its reply; with less than eight, only as a word.
 */
public final class Redactor {

    private static final Consumer<String> NOTHING = value -> {};

    private Redactor() {}

    /** Returns an exchange as exports show it. */
    public static RecordedExchange exchange(RecordedExchange exchange) {
        return masked(exchange, true);
    }

    /** Returns an exchange as lines show it: as {@link #exchange} does, but without headers and bodies. */
    public static RecordedExchange summary(RecordedExchange exchange) {
        return masked(exchange, false);
    }

    private static RecordedExchange masked(RecordedExchange exchange, boolean isWhole) {
        SecretValues values = new SecretValues();
        List<Map.Entry<String, String>> requestHeaders = headers(exchange.requestHeaders(), values);
        String query = form(exchange.query(), values::add);
        String path = SecretScanner.maskParameter(exchange.path(), values::add);
        // For a delivery, it is the URL up to the query, or with a fragment.
        String base = SecretScanner.mask(exchange.base(), values::add);
        CapturedBody nothing = CapturedBody.of(new byte[0]);
        String problem = exchange.problem();
        // A problem can name a value of the body.
        CapturedBody request =
                isWhole || problem != null ? body(exchange.request(), exchange.requestHeaders(), values) : nothing;
        List<Map.Entry<String, String>> responseHeaders =
                isWhole ? headers(exchange.responseHeaders(), values) : List.of();
        CapturedBody reply = isWhole ? body(exchange.reply(), exchange.responseHeaders(), values) : nothing;
        return new RecordedExchange(
                exchange.number(),
                exchange.requestNumber(),
                exchange.at(),
                exchange.method(),
                values.hide(base),
                values.hide(path),
                values.hide(query),
                exchange.route(),
                exchange.caller(),
                isWhole ? hide(requestHeaders, values) : List.of(),
                isWhole ? hide(request, values) : nothing,
                exchange.status(),
                hide(responseHeaders, values),
                hide(reply, values),
                problem == null ? null : values.hide(text(problem)),
                exchange.events(),
                exchange.fault(),
                exchange.responseLost(),
                exchange.micros());
    }

    private static List<Map.Entry<String, String>> headers(
            List<Map.Entry<String, String>> headers, SecretValues values) {
        return headers.stream()
                .map(header -> Map.entry(header.getKey(), header(header.getKey(), header.getValue(), values)))
                .toList();
    }

    private static String header(String name, String value, SecretValues values) {
        if (!isSecretHeader(name) || value.isEmpty()) {
            return SecretScanner.mask(value, values::add);
        }
        CredentialParser.read(name, value, values::add);
        return credentials(value);
    }

    /** Returns the value of a header as exports show it. */
    public static String header(String name, String value) {
        boolean isSecret = isSecretHeader(name) && !value.isEmpty();
        return isSecret ? credentials(value) : SecretScanner.mask(value, NOTHING);
    }

    /** Returns true for secret headers. The signature of a delivery is not secret: it does not reveal its key. */
    private static boolean isSecretHeader(String name) {
        return SecretNames.matches(name) && !name.toLowerCase(Locale.ROOT).endsWith("signature");
    }

    /** Leaves to be seen how a header authorizes. */
    private static String credentials(String value) {
        boolean namesScheme = CredentialParser.hasScheme(value);
        return namesScheme ? value.split("\\s", 2)[0] + " " + SecretScanner.HIDDEN : SecretScanner.HIDDEN;
    }

    /** Returns any text as exports and logs show it. */
    public static String text(String text) {
        return SecretScanner.mask(text, NOTHING);
    }

    /** Returns a body of any form as exports show it. */
    public static String body(String body) {
        return SecretScanner.mask(MultipartForm.mask(body, NOTHING), NOTHING);
    }

    /** Bytes that are no text are looked at as characters of one byte each. */
    private static CapturedBody body(
            CapturedBody content, List<Map.Entry<String, String>> headers, SecretValues values) {
        if (content.bytes().length == 0) {
            return content;
        }
        Charset charset = content.isText() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String text = new String(content.bytes(), charset);
        String parts = MultipartForm.mask(text, values::add);
        String masked = isForm(headers) ? form(parts, values::add) : SecretScanner.mask(parts, values::add);
        return masked.equals(text) ? content : content.with(masked.getBytes(charset));
    }

    private static boolean isForm(List<Map.Entry<String, String>> headers) {
        return headers.stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("Content-Type")
                        && header.getValue().toLowerCase(Locale.ROOT).contains("application/x-www-form-urlencoded"));
    }

    /** Reads a query, or a body that is a form: a value ends at the next ampersand. */
    private static String form(String form, Consumer<String> found) {
        return Arrays.stream(form.split("&", -1))
                .map(parameter -> parameter(parameter, found))
                .collect(Collectors.joining("&"));
    }

    private static String parameter(String parameter, Consumer<String> found) {
        int equals = parameter.indexOf('=');
        boolean hasValue = equals >= 0 && equals + 1 < parameter.length();
        if (!hasValue || !SecretNames.matches(parameter.substring(0, equals))) {
            return SecretScanner.maskParameter(parameter, found);
        }
        found.accept(parameter.substring(equals + 1));
        return parameter.substring(0, equals + 1) + SecretScanner.HIDDEN;
    }

    private static List<Map.Entry<String, String>> hide(List<Map.Entry<String, String>> headers, SecretValues values) {
        return headers.stream()
                .map(header -> Map.entry(header.getKey(), values.hide(header.getValue())))
                .toList();
    }

    private static CapturedBody hide(CapturedBody content, SecretValues values) {
        if (values.isEmpty() || content.bytes().length == 0) {
            return content;
        }
        Charset charset = content.isText() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String text = new String(content.bytes(), charset);
        String hidden = values.hide(text);
        return hidden.equals(text) ? content : content.with(hidden.getBytes(charset));
    }
}
