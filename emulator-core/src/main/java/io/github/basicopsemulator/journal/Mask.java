package io.github.basicopsemulator.journal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hides tokens and secrets from the readers of exports and logs.
 *
 * <p>It goes by names: of headers, of parameters in queries and forms, of fields in JSON, XML and forms of several parts. It knows
 * them in any case, with any separators and encoded, and it also reads what is broken or cut. A value of six characters or more that
 * was hidden in one place of a request is hidden in all other places of it and its reply.
 */
public final class Mask {

    private static final Consumer<String> NOTHING = value -> {};
    private static final Pattern SCHEME =
            Pattern.compile("(?:basic|bearer|digest|token|negotiate)\\s", Pattern.CASE_INSENSITIVE);

    private Mask() {}

    /** Returns an exchange as exports show it. */
    public static Exchange exchange(Exchange exchange) {
        return masked(exchange, true);
    }

    /** Returns an exchange as lines show it: as {@link #exchange} does, but without headers and bodies. */
    public static Exchange outline(Exchange exchange) {
        return masked(exchange, false);
    }

    private static Exchange masked(Exchange exchange, boolean isWhole) {
        Values values = new Values();
        List<Map.Entry<String, String>> requestHeaders = headers(exchange.requestHeaders(), values);
        String query = form(exchange.query(), values::add);
        String path = SecretScanner.mask(exchange.path(), values::add);
        Content nothing = Content.of(new byte[0]);
        Content request = isWhole ? body(exchange.request(), exchange.requestHeaders(), values) : nothing;
        List<Map.Entry<String, String>> replyHeaders = isWhole ? headers(exchange.replyHeaders(), values) : List.of();
        Content reply = isWhole ? body(exchange.reply(), exchange.replyHeaders(), values) : nothing;
        String problem = exchange.problem();
        return new Exchange(
                exchange.number(),
                exchange.requestNumber(),
                exchange.at(),
                exchange.method(),
                exchange.base(),
                values.hide(path),
                values.hide(query),
                exchange.route(),
                exchange.caller(),
                isWhole ? values.hide(requestHeaders) : List.of(),
                values.hide(request),
                exchange.status(),
                values.hide(replyHeaders),
                values.hide(reply),
                problem == null ? null : values.hide(text(problem)),
                exchange.events(),
                exchange.fault(),
                exchange.answerLost(),
                exchange.micros());
    }

    private static List<Map.Entry<String, String>> headers(List<Map.Entry<String, String>> headers, Values values) {
        return headers.stream()
                .map(header -> Map.entry(header.getKey(), header(header.getKey(), header.getValue(), values)))
                .toList();
    }

    private static String header(String name, String value, Values values) {
        if (!isSecretHeader(name) || value.isEmpty()) {
            return SecretScanner.mask(value, values::add);
        }
        values.addCredentials(value);
        return credentials(value);
    }

    /** Returns the value of a header as exports show it. */
    public static String header(String name, String value) {
        boolean isSecret = isSecretHeader(name) && !value.isEmpty();
        return isSecret ? credentials(value) : SecretScanner.mask(value, NOTHING);
    }

    /** The signature of a delivery is not secret: it says nothing of its key. */
    private static boolean isSecretHeader(String name) {
        return SecretNames.matches(name) && !name.toLowerCase(Locale.ROOT).endsWith("signature");
    }

    /** Leaves to be seen how a header authorizes. */
    private static String credentials(String value) {
        boolean namesScheme = SCHEME.matcher(value).lookingAt();
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
    private static Content body(Content content, List<Map.Entry<String, String>> headers, Values values) {
        if (content.bytes().length == 0) {
            return content;
        }
        Charset charset = content.isText() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        String text = new String(content.bytes(), charset);
        String masked = isForm(headers)
                ? form(text, values::add)
                : SecretScanner.mask(MultipartForm.mask(text, values::add), values::add);
        return masked.equals(text) ? content : content.with(masked.getBytes(charset));
    }

    private static boolean isForm(List<Map.Entry<String, String>> headers) {
        return headers.stream()
                .anyMatch(header -> header.getKey().equalsIgnoreCase("Content-Type")
                        && header.getValue().toLowerCase(Locale.ROOT).contains("application/x-www-form-urlencoded"));
    }

    /** A query, or a body that is a form: a value goes on to the next ampersand, whatever it holds. */
    private static String form(String form, Consumer<String> found) {
        return Arrays.stream(form.split("&", -1))
                .map(parameter -> parameter(parameter, found))
                .collect(Collectors.joining("&"));
    }

    private static String parameter(String parameter, Consumer<String> found) {
        int equals = parameter.indexOf('=');
        boolean hasValue = equals >= 0 && equals + 1 < parameter.length();
        if (!hasValue || !SecretNames.matches(parameter.substring(0, equals))) {
            return SecretScanner.mask(parameter, found);
        }
        found.accept(parameter.substring(equals + 1));
        return parameter.substring(0, equals + 1) + SecretScanner.HIDDEN;
    }

    /** The values that were hidden in one exchange. */
    private static final class Values {

        private static final int SHORTEST = 6;
        private static final int MOST = 50;

        private final Set<String> values = new LinkedHashSet<>();

        void addCredentials(String header) {
            String credentials = SCHEME.matcher(header).lookingAt() ? header.split("\\s+", 2)[1] : header;
            add(credentials);
            for (String cookie : credentials.split(";")) {
                add(cookie.substring(cookie.indexOf('=') + 1).strip());
            }
            try {
                byte[] decoded = Base64.getDecoder().decode(credentials.strip());
                String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
                // The other one can be an address of e-mail, which is no secret.
                add(parts.length == 2 && parts[1].length() >= SHORTEST ? parts[1] : parts[0]);
            } catch (IllegalArgumentException ignored) {
                // Most credentials are not in base64.
            }
        }

        void add(String value) {
            boolean isName = SecretNames.matches(value);
            if (value.length() >= SHORTEST && values.size() < MOST && !isName) {
                values.add(value);
            }
        }

        private String hide(String text) {
            String hidden = text;
            for (String value : values) {
                hidden = hidden.contains(value) ? hide(hidden, value) : hidden;
            }
            return hidden;
        }

        /** Only as a whole word: a value can be part of a longer one that is not secret. */
        private static String hide(String text, String value) {
            Pattern whole = Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])");
            return whole.matcher(text).replaceAll(SecretScanner.HIDDEN);
        }

        private List<Map.Entry<String, String>> hide(List<Map.Entry<String, String>> headers) {
            return headers.stream()
                    .map(header -> Map.entry(header.getKey(), hide(header.getValue())))
                    .toList();
        }

        private Content hide(Content content) {
            if (values.isEmpty() || content.bytes().length == 0) {
                return content;
            }
            Charset charset = content.isText() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
            String text = new String(content.bytes(), charset);
            String hidden = hide(text);
            return hidden.equals(text) ? content : content.with(hidden.getBytes(charset));
        }
    }
}
