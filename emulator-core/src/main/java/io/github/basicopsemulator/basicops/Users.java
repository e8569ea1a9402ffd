package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.field.Field.bytes;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.objects;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Percent;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.Transaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A user: a person of the company. The API reads users and never writes them; seeds do. */
final class Users extends Resource {

    static final Kind KIND = new Kind("user");

    /** A user inside a task (L327). */
    static final Fields BRIEF = Fields.of(
            KIND,
            id(),
            text("firstName").required(),
            text("lastName"),
            text("email"),
            text("picture").shown(Users::picture));

    /** The creation time of the two users of a fresh workspace: before all other records, and the same in every run. */
    private static final Instant FOUNDED = Instant.parse("2018-01-01T08:00:00Z");

    Users() {
        super(Fields.of(
                KIND,
                id(),
                text("firstName").required(),
                text("lastName"),
                text("email"),
                objects("roles", text("name").required(), whole("id").required()),
                text("picture").shown(Users::picture),
                bytes("image"),
                text("pictureId").hidden().readOnly(),
                created("created").filtered().hidden(),
                updated("updated").filtered().hidden()));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/v1/user/{id}", this::show).documented(75, "L1500"),
                get("/v1/user/me", this::showMe).answering(ResponseSpec.SHOWN).documented(76, "L1502"),
                get("/v1/user", this::listNamed).documented(77, "L1523"),
                get("/v1/user/{id}/picture/{picture}/download", this::downloadPicture)
                        .answering(ResponseSpec.FILE)
                        .observed(88, "the form of every picture URL in the examples, L332 and L1520"));
    }

    private static @Nullable Object picture(Entity user, RenderContext view) {
        Object picture = user.get("pictureId");
        return picture == null
                ? null
                : view.url("/v1/user/" + user.id() + "/picture/" + Percent.encode((String) picture) + "/download");
    }

    private Response showMe(Call call) {
        Entity me =
                Objects.requireNonNull(call.entities().find(KIND, call.caller().user()));
        return shown(me, call);
    }

    /** {@code name} is the first and the last name (L1526); assumed: both parameters are compared in any case. */
    private Response listNamed(Call call) {
        List<Criterion> criteria = new ArrayList<>();
        call.query()
                .first("name")
                .ifPresent(
                        name -> criteria.add(Criterion.where(user -> name(user).equalsIgnoreCase(name.strip()))));
        call.query()
                .first("email")
                .ifPresent(email -> criteria.add(
                        Criterion.where(user -> email.strip().equalsIgnoreCase((String) user.get("email")))));
        return list(call, criteria);
    }

    static String name(Entity user) {
        return (user.text("firstName") + " " + Objects.requireNonNullElse(user.get("lastName"), "")).strip();
    }

    private Response downloadPicture(Call call) {
        Entity user = call.entity(KIND, "id");
        String wanted = call.parameter("picture");
        if (!(user.get("image") instanceof byte[] image) || !wanted.equals(user.get("pictureId"))) {
            throw Problem.notFound("User " + user.id() + " has no picture " + wanted + ".");
        }
        return new Response(
                200,
                Headers.of("Content-Type", "image/png", "Content-Disposition", "attachment; filename=\"picture.png\""),
                image);
    }

    /** Gives a picture its id. */
    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        return changes.get("image") == null ? changes : changes.with("pictureId", FileId.roll(call.transaction()));
    }

    /** The two people of the reference's examples (L327, L1510), so that these run as they stand. */
    void seedDefaults(Transaction transaction) {
        transaction.add(
                fields().layout(),
                BasicOpsOptions.DEFAULT_USER,
                person("Alex", "Jackson", "alex@testco.com", List.of(), "mB1Wqsr7DjnvhagZeIag0w==", "alex.png"));
        transaction.add(
                fields().layout(),
                25,
                person(
                        "Tim",
                        "Dalton",
                        "tim@testco.com",
                        List.of(Collections.unmodifiableMap(Json.object("name", "User Administrator", "id", 14L))),
                        "PjS6Bj7ZiKra1tL54rpuKw==",
                        "tim.png"));
    }

    private static Map<String, @Nullable Object> person(
            String firstName, String lastName, String email, List<Object> roles, String pictureId, String image) {
        return Json.object(
                "firstName", firstName,
                "lastName", lastName,
                "email", email,
                "roles", roles,
                "pictureId", pictureId,
                "image", resource(image),
                "created", FOUNDED,
                "updated", FOUNDED);
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Users.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
