package io.github.basicopsemulator.basecamp;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Places in a list: from 1, without gaps. */
final class Positions {

    static final Comparator<Entity> ORDER = Comparator.comparing(
                    (Entity thing) -> Objects.requireNonNull(thing.number("position")))
            .thenComparing(Entity::id);

    private Positions() {}

    /**
     * Reads the requested position; one out of bounds is the bottom.
     *
     * @param bottom the last position
     * @throws Problem if it is not a whole number
     */
    static long read(@Nullable Object sent, long bottom, Call call) {
        if (sent instanceof Long number) {
            return number >= 1 && number <= bottom ? number : bottom;
        }
        if (sent instanceof BigInteger) {
            return bottom;
        }
        if (sent instanceof String text && text.matches("-?\\d{1,18}")) {
            call.assume(Quirks.POSITIONS);
            return read(Long.valueOf(text), bottom, call);
        }
        throw Problem.malformed("$.position must be a whole number, but was " + Json.describe(sent) + ".");
    }

    /** Numbers things in their order, leaving out the one position that is taken by another. */
    static void renumber(List<Entity> things, @Nullable Long taken, Call call) {
        long position = 1;
        for (Entity thing : things) {
            position += taken != null && position == taken ? 1 : 0;
            if (!Objects.equals(thing.number("position"), position)) {
                call.transaction().change(thing, Json.object("position", position));
            }
            position++;
        }
    }
}
