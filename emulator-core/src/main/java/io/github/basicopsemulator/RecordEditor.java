package io.github.basicopsemulator;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.ResourceRegistry.Entry;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.store.Entity;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Changes records from outside, as a user of the web application would. */
record RecordEditor(Emulator emulator, WorkspaceRuntime runtime, String base) {

    void change(String kind, long id, Map<String, ? extends @Nullable Object> fields) {
        Entry served = emulator.served(kind);
        Resource resource = served.resource();
        execute(
                served,
                id,
                "change",
                (entity, call) -> resource.change(entity, resource.read(fields, false, "$", call), call));
    }

    void remove(String kind, long id) {
        Entry served = emulator.served(kind);
        execute(served, id, "removal", served.resource()::drop);
    }

    private void execute(Entry served, long id, String what, BiConsumer<Entity, Call> action) {
        Resource resource = served.resource();
        try {
            emulator.engine()
                    .execute(runtime, served.surface(), served.surface().seeder(), base, call -> {
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
