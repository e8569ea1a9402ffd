package io.github.basicopsemulator.basecamp;

import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.own;
import static io.github.basicopsemulator.field.Field.reference;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.field.Schema;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An access of a person to a project, possibly as a client, who does not see private records.
 *
 *
 * <p>Not emulated: revoking an access.
 */
final class Accesses extends Resource implements ListParameters {

    private static final Map<String, @Nullable Object> IDS = Schema.list(Schema.WHOLE);
    private static final Fields WITH_ROLE =
            People.LISTED.plus(flag("is_client").required().shown((person, view) -> false));

    private static final Map<String, @Nullable Object> ADDRESSES = Schema.list(Schema.TEXT);

    Accesses() {
        super(Fields.of(
                Kinds.ACCESS,
                own("ids", IDS).sent(),
                own("email_addresses", ADDRESSES).sent(),
                reference("project", Kinds.PROJECT).seeded().required(),
                reference("person", Kinds.PERSON).seeded().required(),
                flag("client").initially(false).seeded()));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get(Basecamp.PROJECT + "/accesses.json", this::all)
                        .answering(ResponseSpec.listed(Schema.list(WITH_ROLE.schema())))
                        .documented("S19", "accesses.md"),
                post(Basecamp.PROJECT + "/accesses.json", call -> grant(false, call))
                        .answering(ResponseSpec.NOTHING)
                        .documented("S20", "accesses.md"),
                post(Basecamp.PROJECT + "/client_accesses.json", call -> grant(true, call))
                        .answering(ResponseSpec.NOTHING)
                        .documented("S20", "accesses.md"));
    }

    @Override
    public List<String> parameters() {
        return List.of("page");
    }

    private Response all(Call call) {
        List<Entity> accesses = new ArrayList<>();
        call.entities()
                .referring(Kinds.ACCESS, "project", AccessControl.project(call).id())
                .forEach(accesses::add);
        return Pages.of(accesses, access -> shown(access, call.view()), call);
    }

    private static Object shown(Entity access, RenderContext view) {
        Entity person = Objects.requireNonNull(
                view.entities().find(Kinds.PERSON, Objects.requireNonNull(access.number("person"))));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(WITH_ROLE.json(person, view));
        shown.put("is_client", access.is("client"));
        return shown;
    }

    /** Lets in people of the account, and others by their address, who are then of the account. */
    private Response grant(boolean client, Call call) {
        Entity project = AccessControl.project(call);
        if (client && !project.is("is_client_project")) {
            throw Problem.invalid("$.base", "Only client projects have clients; project " + project.id() + " is none");
        }
        for (Object id : sent("ids", call)) {
            if (!(id instanceof Long number) || call.entities().find(Kinds.PERSON, number) == null) {
                throw Problem.invalid("$.ids", "must be ids of people, but one was " + Json.describe(id));
            }
            grant(project, number, client, call);
        }
        for (Object address : sent("email_addresses", call)) {
            if (!(address instanceof String text) || !text.matches("[^@\\s]+@[^@\\s]+")) {
                throw Problem.invalid(
                        "$.email_addresses", "must be e-mail addresses, but one was " + Json.describe(address));
            }
            grant(project, invited(text, call), client, call);
        }
        return Response.empty(204);
    }

    private static List<?> sent(String name, Call call) {
        Object sent = call.body().get(name);
        if (sent == null) {
            return List.of();
        }
        if (sent instanceof List<?> list) {
            return list;
        }
        throw Problem.invalid("$." + name, "must be a list, but was " + Json.describe(sent));
    }

    private static long invited(String address, Call call) {
        Entity known = call.entities().first(Kinds.PERSON, "email_address", address);
        return known != null
                ? known.id()
                : call.resource(Kinds.PERSON)
                        .make(Changes.of(Json.object("name", address, "email_address", address)), null, call)
                        .id();
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        for (String half : List.of("project", "person")) {
            if (changes.get(half) == null) {
                throw Problem.invalid("$." + half, "is required, but is not given");
            }
        }
        return changes;
    }

    /** Lets a person in, unless they are in already. */
    static void grant(Entity project, @Nullable Long person, boolean client, Call call) {
        long id = Objects.requireNonNull(person);
        if (AccessControl.access(project.id(), id, call.entities()) == null) {
            call.resource(Kinds.ACCESS)
                    .make(Changes.of(Json.object("project", project.id(), "person", id, "client", client)), null, call);
        }
    }
}
