package io.github.basicopsemulator.sell;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.store.Entity;

/** The properties of a resource that the dialect needs besides its fields. */
interface SellResource {

    /** The value of {@code meta.type}. */
    String type();

    /** How its list is narrowed and sorted. */
    default ListOptions listing() {
        return ListOptions.by("id");
    }

    /**
     * Finds the entity that a path names.
     *
     * @throws Problem in the vendor's words if it does not exist
     */
    static Entity entity(Resource resource, Call call) {
        String text = call.parameter("id");
        Long id = resource.ids().read(text);
        Entity entity = id == null ? null : call.entities().find(resource.kind(), id);
        if (entity == null) {
            String type = resource instanceof SellResource phrased
                    ? phrased.type()
                    : resource.kind().toString();
            throw Problem.notFound("Resource of the type '" + type + "' with the id '" + text + "' was not found.");
        }
        return entity;
    }
}
