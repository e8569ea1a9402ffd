package io.github.basicopsemulator;

import io.github.basicopsemulator.basicops.BasicOpsOptions;
import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Caller;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.World;
import io.github.basicopsemulator.store.Entity;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Changes records from outside, as a user of the web application would. */
record Hand(Emulator emulator, World world, String base) {

    void change(String kind, long id, Map<String, ? extends @Nullable Object> fields) {
        Resource resource = emulator.resource(kind);
        act(
                resource,
                id,
                "change",
                (entity, call) -> resource.change(entity, resource.read(fields, false, "$", call), call));
    }

    void remove(String kind, long id) {
        Resource resource = emulator.resource(kind);
        act(resource, id, "removal", resource::drop);
    }

    private void act(Resource resource, long id, String what, BiConsumer<Entity, Call> action) {
        Caller caller = new Caller(BasicOpsOptions.DEFAULT_USER);
        try {
            emulator.engine().act(world, emulator.surface(), caller, base, call -> {
                Entity entity = call.entities().find(resource.kind(), id);
                if (entity == null) {
                    throw Problem.notFound("there is no such record");
                }
                action.accept(entity, call);
                return entity;
            });
        } catch (Problem refused) {
            throw new IllegalArgumentException(
                    "the " + what + " of " + resource.kind() + " " + id + " was refused: " + refused.getMessage(),
                    refused);
        }
    }
}
