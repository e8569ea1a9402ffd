package io.github.basicopsemulator.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The positions of values in the entities of a kind, and the indexed fields. */
public final class Layout {

    private final Kind kind;
    private final List<String> names;
    private final List<String> indexed;
    private final Map<String, Integer> positions = new HashMap<>();

    /**
     * Defines the positions of {@code names} in their order; entities are looked up by the fields in {@code indexed}.
     */
    public Layout(Kind kind, List<String> names, List<String> indexed) {
        this.kind = kind;
        this.names = List.copyOf(names);
        this.indexed = List.copyOf(indexed);
        for (String name : names) {
            if (positions.put(name, positions.size()) != null) {
                throw new IllegalStateException(kind + " has two fields named " + name);
            }
        }
    }

    public Kind kind() {
        return kind;
    }

    public List<String> names() {
        return names;
    }

    List<String> indexed() {
        return indexed;
    }

    /** Returns true if entities of this kind store a value of that name. */
    public boolean has(String name) {
        return positions.containsKey(name);
    }

    int position(String name) {
        Integer position = positions.get(name);
        if (position == null) {
            throw new IllegalStateException(kind + " has no field named " + name + "; it has " + names);
        }
        return position;
    }
}
