package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.bytes;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.text;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.Schema;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An uploaded file that is not attached yet, identified by its token. */
final class PendingUploads extends Resource {

    private static final int DIGITS = 40;
    private static final int LONGEST_TYPE = 1_000;

    private final boolean singleUse;

    /** With {@code singleUse} a token can be attached once only. */
    PendingUploads(boolean singleUse) {
        super(Fields.of(
                Kinds.RECEIVED,
                text("token").required().indexed().secret(),
                text("content_type").required(),
                bytes("content"),
                created("created_at")));
        this.singleUse = singleUse;
    }

    @Override
    public List<Route> routes() {
        return List.of(post(Basecamp.API + "/attachments.json", this::receive)
                .takingBytes()
                .answering(ResponseSpec.own(Schema.object("token", Schema.TEXT)))
                .documented("E1", "attachments.md, Create attachment"));
    }

    /** Takes any type, even JSON, since one client cannot send another; 200 without a Location. */
    private Response receive(Call call) {
        String type = call.request().headers().first("Content-Type").orElse("").strip();
        if (type.isEmpty()) {
            throw Problem.unsupportedType("A file needs its Content-Type, but it was missing.");
        }
        refuseLong(type);
        String token = Long.toHexString(call.now().getEpochSecond()) + "-" + digits(call);
        call.transaction()
                .add(
                        fields().layout(),
                        Json.object(
                                "token",
                                token,
                                "content_type",
                                type,
                                "content",
                                call.request().body(),
                                "created_at",
                                call.now()));
        return new Response(
                200, Headers.of("Content-Type", "application/json"), Json.write(Json.object("token", token)));
    }

    /** A download has the type in its head, which has no room for more. */
    static void refuseLong(String type) {
        if (type.length() > LONGEST_TYPE) {
            throw Problem.invalid(
                    "the content type", "must have at most " + LONGEST_TYPE + " characters, but had " + type.length());
        }
    }

    /** Forty hexadecimal digits. */
    static String digits(Call call) {
        StringBuilder digits = new StringBuilder();
        while (digits.length() < DIGITS) {
            digits.append(String.format(Locale.ROOT, "%016x", call.transaction().roll()));
        }
        return digits.substring(0, DIGITS);
    }

    /** Finds the file of a token, or null. Assumed: a token works more than once, unless an option says otherwise. */
    @Nullable
    Entity take(String token, Call call) {
        Entity file = call.entities().first(Kinds.RECEIVED, "token", token);
        if (file != null && call.entities().first(Kinds.ATTACHMENT, "token", token) != null) {
            call.assume(Quirks.TOKEN_AGAIN);
            return singleUse ? null : file;
        }
        return file;
    }
}
