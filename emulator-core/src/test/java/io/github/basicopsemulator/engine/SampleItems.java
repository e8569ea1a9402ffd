package io.github.basicopsemulator.engine;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.patch;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.field.Field.created;
import static io.github.basicopsemulator.field.Field.id;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.updated;

import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.List;

/** A resource of a vendor that there is not, with routes that go wrong in every way an action can. */
final class SampleItems extends Resource {

    static final Kind KIND = new Kind("toy");

    /** For the route that fails with it. */
    Error error = new AssertionError("the dice have no sides");

    SampleItems() {
        super(Fields.of(KIND, id(), text("name").required(), created("created"), updated("updated")));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                get("/toys/{id}", this::show),
                get("/toys", this::list),
                post("/toys", this::create),
                patch("/toys/{id}", this::update),
                delete("/toys/{id}", this::remove),
                post("/toys/twice", this::createTwice),
                post("/toys/then/refuse", this::createThenRefuse),
                post("/toys/then/break", this::createThenBreak),
                get("/broken", call -> {
                    throw new IllegalStateException("the spring is loose");
                }),
                get("/erroneous", call -> {
                    throw error;
                }),
                get("/endless", this::endless),
                get("/sneaky", this::writeWhileReading));
    }

    private Response createTwice(Call call) {
        Changes changes = read(call.body(), true, "$", call);
        Entity first = make(changes, null, call);
        Entity second = make(changes, null, call);
        drop(first, call);
        return Response.json(200, Json.object("id", second.id()));
    }

    private Response createThenRefuse(Call call) {
        make(read(call.body(), true, "$", call), null, call);
        throw Problem.invalid("$.name", "is not to our taste");
    }

    private Response createThenBreak(Call call) {
        make(read(call.body(), true, "$", call), null, call);
        throw new IllegalStateException("the wheel came off");
    }

    private Response endless(Call call) {
        return endless(call);
    }

    private Response writeWhileReading(Call call) {
        return Response.json(200, call.transaction().draw());
    }
}
