package io.github.basicopsemulator.testing;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Field.Trait;
import io.github.basicopsemulator.field.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random requests, valid or not: which, and with what in them. */
public final class Chance {

    private Chance() {}

    /** One request: where to, and what its chances depend on. */
    public record Step(Route route, long randomness) {}

    /** Sequences of 30 requests to these routes, most of which write. */
    public static Arbitrary<List<Step>> sequences(List<Route> routes) {
        Arbitrary<Route> any = Arbitraries.frequencyOf(
                Tuple.of(6, of(routes, "POST")),
                Tuple.of(5, of(routes, "PATCH", "PUT")),
                Tuple.of(1, of(routes, "DELETE")),
                Tuple.of(1, of(routes, "GET")));
        return Combinators.combine(any, Arbitraries.longs())
                .as(Step::new)
                .list()
                .ofSize(30);
    }

    private static Arbitrary<Route> of(List<Route> routes, String... methods) {
        return Arbitraries.of(routes.stream()
                .filter(route -> List.of(methods).contains(route.method()))
                .toList());
    }

    /** An object with some of the fields that clients can write, in single quotes. */
    public static String object(Resource resource, Random random, BiFunction<Field, Random, String> values) {
        List<String> members = new ArrayList<>();
        for (Field field : resource.fields().all()) {
            if (field.isWritten(true) && (field.is(Trait.REQUIRED) || random.nextInt(5) < 2)) {
                boolean none = !field.is(Trait.REQUIRED) && random.nextInt(6) == 0;
                String value = none ? "null" : random.nextInt(80) == 0 ? "[{}]" : values.apply(field, random);
                members.add("'" + field.name() + "': " + value);
            }
        }
        return "{" + String.join(", ", members) + "}";
    }

    /** A value of a plain type; a text of any other. */
    public static String plain(Type type, Random random) {
        if (type instanceof Type.Flag) {
            return String.valueOf(random.nextBoolean());
        } else if (type instanceof Type.Whole) {
            return String.valueOf(random.nextInt(100));
        } else if (type instanceof Type.Moment) {
            return "'" + one(List.of("2024-02-29", "2024-02-29T23:59:59.999Z", "0001-01-01", "9999-12-31"), random)
                    + "'";
        } else if (type instanceof Type.Choice choice) {
            return "'" + one(choice.options(), random) + "'";
        }
        return "'" + one(List.of("a", "\u00fc \ud83d\ude00", "<b>", "Longer"), random) + "'";
    }

    public static <T> T one(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
