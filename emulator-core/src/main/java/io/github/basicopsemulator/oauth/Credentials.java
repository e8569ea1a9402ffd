package io.github.basicopsemulator.oauth;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.Query;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** The credentials of a client, from the form or HTTP Basic; empty if missing. */
public record Credentials(String id, String secret) {

    /** Reads the credentials of a client, from the headers first. */
    public static Credentials of(Headers headers, Query form) {
        String header = headers.first("Authorization").orElse("");
        if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
            String[] pair = decode(header.substring(6).strip()).split(":", 2);
            if (pair.length == 2) {
                return new Credentials(
                        Objects.requireNonNullElse(Percent.decode(pair[0]), ""),
                        Objects.requireNonNullElse(Percent.decode(pair[1]), ""));
            }
        }
        return new Credentials(
                form.first("client_id").orElse(""), form.first("client_secret").orElse(""));
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }
}
