package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.own;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.IdForm;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.field.Schema;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person of the account.
 *
 *
 * <p>Not emulated: the activity of people ({@code events} is always 0), and their own pictures.
 */
final class People extends Resource {

    private static final Fields TABLE = Fields.of(
            Kinds.PERSON,
            id(),
            // Assumed: any number but the id itself, to keep both apart.
            whole("identity_id").required().shown((person, view) -> 1_000_000_000 + person.id()),
            text("name").required(),
            text("email_address"),
            flag("admin").initially(false),
            flag("trashed").initially(false),
            text("avatar_url").required().shown((person, view) -> picture(person, "avatar.96.gif", view)),
            text("fullsize_avatar_url").required().shown((person, view) -> picture(person, "original.gif", view)),
            created("created_at"),
            updated("updated_at"),
            own("events", Schemas.COUNT).required().shown(People::events),
            own("assigned_todos", Schemas.COUNT).required().shown(People::assigned),
            text("type").required().hidden().shown((person, view) -> "Person"),
            text("url").required().hidden().shown((person, view) -> Hierarchy.api(view, path(person) + ".json")),
            text("app_url").required().hidden().shown((person, view) -> view.url(path(person))));

    /** The creator of a record in responses. */
    static final Fields STUB = TABLE.form("id", "name", "avatar_url", "fullsize_avatar_url");

    /** Another person in responses. */
    static final Fields REF = TABLE.form("id", "name");

    /** An assignee. */
    static final Fields ASSIGNEE = TABLE.form("id", "type", "name");

    /** A person in a list. */
    static final Fields LISTED = TABLE.form(
            "id",
            "identity_id",
            "name",
            "email_address",
            "admin",
            "trashed",
            "avatar_url",
            "fullsize_avatar_url",
            "created_at",
            "updated_at",
            "url",
            "app_url");

    private static final Instant FOUNDED = Instant.parse("2012-03-22T21:56:51Z");

    /** One transparent dot. */
    private static final byte[] GIF = HexFormat.of()
            .parseHex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b");

    People() {
        super(TABLE, IdForm.NUMBER_AND_SLUG);
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get(Basecamp.API + "/people/me.json", this::me)
                        .answering(ResponseSpec.SHOWN)
                        .documented("S1", "people.md"),
                get(Basecamp.API + "/people.json", this::all)
                        .answering(ResponseSpec.own(Schema.list(LISTED.schema())))
                        .documented("S2", "people.md"),
                get(Basecamp.API + "/people/{id}.json", this::one)
                        .answering(ResponseSpec.SHOWN)
                        .documented("S23", "people.md"),
                get(Basecamp.API + "/people/{id}/avatar.96.gif", People::picture)
                        .answering(ResponseSpec.FILE)
                        .assumed("", "an avatar_url leads somewhere; that it leads here is ours"),
                get(Basecamp.API + "/people/{id}/original.gif", People::picture)
                        .answering(ResponseSpec.FILE)
                        .assumed("", "a fullsize_avatar_url leads somewhere; that it leads here is ours"));
    }

    private Response me(Call call) {
        Entity person = Objects.requireNonNull(
                call.entities().find(Kinds.PERSON, call.caller().user()));
        return BasecampDialect.show(fields(), person, call);
    }

    private Response one(Call call) {
        return BasecampDialect.show(fields(), call.entity(Kinds.PERSON, "id"), call);
    }

    /** Returns all people without pages (bcx-api #210). */
    private Response all(Call call) {
        List<Object> people = new ArrayList<>();
        for (Entity person : call.entities().select(Kinds.PERSON, List.of(Criterion.equal("trashed", false)))) {
            people.add(LISTED.json(person, call.view()));
        }
        return Response.json(200, people);
    }

    private static Response picture(Call call) {
        call.entity(Kinds.PERSON, "id");
        return new Response(200, Headers.of("Content-Type", "image/gif"), GIF);
    }

    private static String picture(Entity person, String name, RenderContext view) {
        return Hierarchy.api(view, "/people/" + person.id() + "/" + name);
    }

    private static String path(Entity person) {
        String slug = person.text("name").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return "/people/" + person.id() + "-" + slug.replaceAll("^-|-$", "");
    }

    private static Object events(Entity person, RenderContext view) {
        return Schemas.count(0, person.get("updated_at"), path(person) + "/events", view);
    }

    private static Object assigned(Entity person, RenderContext view) {
        long count = 0;
        for (Entity todo : view.entities().referring(Kinds.TODO, "assignee", person.id())) {
            count += todo.is("completed") || Hierarchy.isTrashed(todo, view.entities()) ? 0 : 1;
        }
        return Schemas.count(count, person.get("updated_at"), path(person) + "/assigned_todos", view);
    }

    /** Two people of the vendor's own examples, so that these run as they stand. */
    void seedDefaults(Transaction transaction) {
        transaction.add(
                fields().layout(), 127_326_141, person("David Heinemeier Hansson", "david@basecamp.com", false));
        transaction.add(
                fields().layout(), BasecampOptions.DEFAULT_PERSON, person("Jason Fried", "jason@basecamp.com", true));
    }

    private static Map<String, @Nullable Object> person(String name, String address, boolean admin) {
        return Json.object(
                "name", name,
                "email_address", address,
                "admin", admin,
                "trashed", false,
                "created_at", FOUNDED,
                "updated_at", FOUNDED);
    }
}
