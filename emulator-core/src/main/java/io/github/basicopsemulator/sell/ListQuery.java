package io.github.basicopsemulator.sell;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Dialect.Selection;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Query;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Field.Trait;
import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.field.FieldError.Reason;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.store.Criterion;
import io.github.basicopsemulator.store.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Parses the query of a list: page, order and filters; unknown parameters are refused. */
final class ListQuery {

    private static final List<String> PAGING = List.of("page", "per_page", "sort_by");
    private static final int USUAL_PAGE = 25;
    private static final int LARGEST_PAGE = 100;
    private static final List<Class<? extends Type>> PLAIN = List.of(
            Type.Text.class,
            Type.Whole.class,
            Type.Flag.class,
            Type.Moment.class,
            Type.Choice.class,
            Type.Reference.class,
            Type.Decimal.class);

    private final Resource resource;
    private final Call call;
    private final Query query;
    private final ListOptions listing;
    private final List<Criterion> criteria = new ArrayList<>();
    private final List<FieldError> errors = new ArrayList<>();

    private ListQuery(Resource resource, Call call) {
        this.resource = resource;
        this.call = call;
        this.query = call.query();
        this.listing = listing(resource);
    }

    static Selection selection(Resource resource, Call call) {
        return new ListQuery(resource, call).selection();
    }

    /**
     * Refuses every parameter that a route does not take.
     *
     * @throws Problem naming each
     */
    static void refuseUnknown(Resource resource, Route route, Query query) {
        List<String> known = route.answer().form() == ResponseSpec.Shape.LISTED ? parameters(resource) : List.of();
        List<FieldError> errors = new ArrayList<>();
        for (String name : query.names()) {
            if (!known.contains(name)) {
                String takes = known.isEmpty() ? "none" : String.join(", ", known);
                errors.add(new FieldError("?" + name, Reason.UNKNOWN, "not a parameter here, which are: " + takes));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    /** The names of the parameters that a list takes. */
    static List<String> parameters(Resource resource) {
        List<String> names = new ArrayList<>(PAGING);
        resource.fields().all().stream()
                .filter(field -> field.is(Trait.FILTERED))
                .forEach(field -> names.add(field.name()));
        listing(resource).filters().forEach(filter -> names.add(filter.parameter()));
        return names;
    }

    private static ListOptions listing(Resource resource) {
        return resource instanceof SellResource phrased ? phrased.listing() : ListOptions.by("id");
    }

    private Selection selection() {
        for (Field field : resource.fields().all()) {
            if (field.is(Trait.FILTERED)) {
                narrow(field.name(), field.type()::parse, (value, any) -> Criterion.equal(field.name(), value));
            }
        }
        listing.filters().forEach(filter -> narrow(filter.parameter(), filter.reader(), filter.criterion()));
        long perPage = number("per_page", USUAL_PAGE, LARGEST_PAGE, "must be between 1 and " + LARGEST_PAGE);
        long page = number("page", 1, Long.MAX_VALUE, "must be 1 or more");
        Comparator<Entity> order = order(query.first("sort_by").orElse(listing.usual()));
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        long offset = page - 1 > Long.MAX_VALUE / perPage ? Long.MAX_VALUE : (page - 1) * perPage;
        return new Selection(criteria, order, offset, perPage);
    }

    private void narrow(String name, ListOptions.Reader reader, BiFunction<Object, Call, Criterion> criterion) {
        query.first(name).ifPresent(text -> {
            try {
                criteria.add(criterion.apply(reader.read(text), call));
            } catch (Type.Refused refused) {
                refuse(name, String.valueOf(refused.getMessage()));
            }
        });
    }

    private long number(String name, long usual, long most, String expected) {
        String text = query.first(name).orElse(String.valueOf(usual));
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException no) {
            // Refused below, as any number that is out of bounds.
        }
        refuse(name, expected + ", given: " + text);
        return usual;
    }

    /**
     * Compares by one or several fields with commas between them, as one client sends; equal entities keep the order of
     * their ids.
     */
    private Comparator<Entity> order(String sortBy) {
        Comparator<Entity> order = null;
        for (String part : sortBy.split(",", -1)) {
            String[] fieldAndDirection = part.strip().split(":", 2);
            String direction = fieldAndDirection.length == 2 ? fieldAndDirection[1] : "asc";
            if (!sortable().contains(fieldAndDirection[0])
                    || !Set.of("asc", "desc").contains(direction)) {
                refuse(
                        "sort_by",
                        "must be one of " + String.join(", ", sortable()) + ", perhaps with :desc, given: " + part);
                break;
            }
            Comparator<Entity> next = by(fieldAndDirection[0], direction.equals("desc"));
            order = order == null ? next : order.thenComparing(next);
        }
        Comparator<Entity> byId = Comparator.comparingLong(Entity::id);
        return order == null ? byId : order.thenComparing(byId);
    }

    private List<String> sortable() {
        if (!listing.sorting().isEmpty()) {
            return listing.sorting();
        }
        return resource.fields().all().stream()
                .filter(field -> field.name().equals("id")
                        || (!field.is(Trait.HIDDEN)
                                && resource.fields().layout().has(field.name())))
                .filter(field -> PLAIN.contains(field.type().getClass()))
                .map(Field::name)
                .toList();
    }

    /** Compares by a field; missing values come last in both directions. */
    private static Comparator<Entity> by(String field, boolean descending) {
        Comparator<Object> values = descending ? ListQuery::compareDown : ListQuery::compare;
        return Comparator.comparing(
                entity -> field.equals("id") ? (Object) entity.id() : entity.get(field), Comparator.nullsLast(values));
    }

    private static int compareDown(Object one, Object other) {
        return compare(other, one);
    }

    @SuppressWarnings("unchecked") // The values of one field are of one type.
    private static int compare(Object one, Object other) {
        return one instanceof String text
                ? String.CASE_INSENSITIVE_ORDER.compare(text, (String) other)
                : ((Comparable<Object>) one).compareTo(other);
    }

    private void refuse(String name, String message) {
        errors.add(new FieldError("?" + name, Reason.VALUE, message));
    }
}
