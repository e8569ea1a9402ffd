package io.github.basicopsemulator.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Two small kinds of entities for the tests of the store. */
final class Samples {

    static final Kind PET = new Kind("pet");
    static final Kind OWNER = new Kind("owner");
    static final Layout PETS = new Layout(PET, List.of("name", "owner", "born"), List.of("owner"));
    static final Layout OWNERS = new Layout(OWNER, List.of("name"), List.of());

    private Samples() {}

    static Map<String, Object> pet(String name, Long owner) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", name);
        values.put("owner", owner);
        return values;
    }

    static Store empty() {
        return new Store(State.empty(1));
    }

    static void write(Store store, Consumer<Transaction> work) {
        store.write(transaction -> {
            work.accept(transaction);
            return transaction;
        });
    }

    static Entity find(Entities entities, long id) {
        Entity found = entities.find(PET, id);
        if (found == null) {
            throw new AssertionError("there is no pet " + id);
        }
        return found;
    }

    static List<Long> ids(Iterable<Entity> entities) {
        List<Long> ids = new ArrayList<>();
        entities.forEach(entity -> ids.add(entity.id()));
        return ids;
    }
}
