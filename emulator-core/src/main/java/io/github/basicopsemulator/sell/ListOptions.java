package io.github.basicopsemulator.sell;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The filters and orders of a list.
 *
 * @param usual the default order
 * @param sorting the fields that it can be sorted by; empty for every plain one
 * @param filters the parameters besides the fields that are marked as filtered
 */
record ListOptions(String usual, List<String> sorting, List<Filter> filters) {

    /** A list that is sorted by a field, and can be sorted by every plain one. */
    static ListOptions by(String usual) {
        return new ListOptions(usual, List.of(), List.of(ids()));
    }

    ListOptions sortedBy(String... fields) {
        return new ListOptions(usual, List.of(fields), filters);
    }

    /** Can be narrowed by one more parameter. */
    ListOptions and(String parameter, Reader reader, BiFunction<Object, Call, Criterion> criterion) {
        List<Filter> more = new ArrayList<>(filters);
        more.add(new Filter(parameter, reader, criterion));
        return new ListOptions(usual, sorting, List.copyOf(more));
    }

    /** Adds filters by the fields of the address. */
    ListOptions andAddress() {
        ListOptions listing = this;
        for (String part : List.of("city", "country", "postal_code")) {
            listing = listing.and(
                    "address[" + part + "]",
                    text -> text,
                    (value, call) -> Criterion.where(entity ->
                            entity.get("address") instanceof Map<?, ?> address && value.equals(address.get(part))));
        }
        return listing;
    }

    /** Reads the value of a parameter. */
    interface Reader {

        Object read(String text) throws Type.Refused;
    }

    /** A parameter that narrows a list. */
    record Filter(String parameter, Reader reader, BiFunction<Object, Call, Criterion> criterion) {}

    /** Whole numbers with commas between them. */
    static Object numbers(String text) throws Type.Refused {
        Set<Object> numbers = new HashSet<>();
        for (String number : text.split(",", -1)) {
            numbers.add(new Type.Whole().parse(number.strip()));
        }
        return numbers;
    }

    /** Filters by ids; unknown ids are ignored. */
    private static Filter ids() {
        return new Filter(
                "ids",
                ListOptions::numbers,
                (ids, call) -> Criterion.where((Entity entity) -> ((Set<?>) ids).contains(entity.id())));
    }
}
