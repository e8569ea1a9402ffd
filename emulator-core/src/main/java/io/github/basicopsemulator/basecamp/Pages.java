package io.github.basicopsemulator.basecamp;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.store.Entity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/** Lists in pages of fifty: {@code page=2} gives the next ones, and an empty list comes after the last. */
final class Pages {

    private static final int SIZE = 50;

    private Pages() {}

    static Response of(Fields form, List<Entity> things, Call call) {
        RenderContext view = call.view();
        return of(things, thing -> form.json(thing, view), call);
    }

    static Response of(List<Entity> things, Function<Entity, Object> shown, Call call) {
        long first = (number(call) - 1) * SIZE;
        return Response.json(
                200, things.stream().skip(first).limit(SIZE).map(shown).toList());
    }

    /** Returns the number of the page; an invalid one counts as the first. */
    private static long number(Call call) {
        String page = call.query().first("page").orElse("1");
        return page.matches("[1-9]\\d{0,8}") ? Long.parseLong(page) : 1;
    }

    /** Sorts by {@code sort}; {@code newest} if it is missing or unknown. */
    static List<Entity> sorted(List<Entity> things, String name, String age, Call call) {
        Comparator<Entity> order = switch (call.query().first("sort").orElse("")) {
            case "az" -> byName(name);
            case "za" -> byName(name).reversed();
            case "oldest" -> byAge(age);
            default -> byAge(age).reversed();
        };
        return things.stream().sorted(order).toList();
    }

    private static Comparator<Entity> byName(String name) {
        return Comparator.comparing((Entity thing) -> thing.text(name).toLowerCase(Locale.ROOT))
                .thenComparing(Entity::id);
    }

    private static Comparator<Entity> byAge(String age) {
        return Comparator.comparing((Entity thing) -> (Instant) Objects.requireNonNull(thing.get(age)))
                .thenComparing(Entity::id);
    }
}
