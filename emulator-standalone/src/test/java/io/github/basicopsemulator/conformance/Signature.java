package io.github.basicopsemulator.conformance;

import com.google.gson.JsonElement;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the body of a delivery as the one who sends it should have. */
final class Signature {

    private static final Pattern SIGNED = Pattern.compile("<signed with ([^<>]+)>");

    private Signature() {}

    /** Puts signatures in place of "signed with", behind which stands the name of a secret or the secret itself. */
    static String filledIn(String header, byte[] body, Names names) {
        return SIGNED.matcher(header).replaceAll(found -> {
            String secret = found.group(1);
            return signed(names.get(secret).map(JsonElement::getAsString).orElse(secret), body);
        });
    }

    private static String signed(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
