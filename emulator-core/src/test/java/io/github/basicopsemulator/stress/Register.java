package io.github.basicopsemulator.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The history of one value that many write, each time another, and many read: was each read what the newest write had left?
 *
 * <p>By Gibbons and Korach: take the write of each value and the reads of it together, and look at the time from the first
 * end to the last beginning among them, in which the value must have held. No two of these may overlap, and none that is
 * the other way round, since everything happened at once, may lie within another.
 */
final class Register {

    /** One call, by a clock that all share. */
    record Act(boolean writes, Object value, long began, long ended) {}

    private record Zone(long from, long to, String acts) {

        boolean lasts() {
            return from < to;
        }
    }

    private final Collection<Act> acts = new ConcurrentLinkedQueue<>();

    void wrote(Object value, long began) {
        acts.add(new Act(true, value, began, System.nanoTime()));
    }

    void read(Object value, long began) {
        acts.add(new Act(false, value, began, System.nanoTime()));
    }

    void add(Act act) {
        acts.add(act);
    }

    int size() {
        return acts.size();
    }

    /** Fails if the acts cannot have happened one after another, each at some time between its beginning and its end. */
    void check() {
        Map<Object, List<Act>> byValue = new LinkedHashMap<>();
        acts.forEach(act ->
                byValue.computeIfAbsent(act.value(), any -> new ArrayList<>()).add(act));
        List<Zone> zones = byValue.values().stream().map(Register::zone).toList();
        for (Zone one : zones) {
            for (Zone other : zones) {
                boolean overlap = one != other && one.from < other.to && other.from < one.to;
                assertThat(one.lasts() && other.lasts() && overlap)
                        .as("%s and %s held at the same time", one, other)
                        .isFalse();
                assertThat(one.lasts() && !other.lasts() && one.from < other.to && other.from < one.to)
                        .as("%s was written and forgotten while %s held", other, one)
                        .isFalse();
            }
        }
    }

    private static Zone zone(List<Act> acts) {
        List<Act> writes = acts.stream().filter(Act::writes).toList();
        assertThat(writes).as("writes of what was read: %s", acts).hasSize(1);
        assertThat(acts)
                .as("reads before the write")
                .allMatch(act -> act.ended() >= writes.get(0).began());
        return new Zone(
                acts.stream().mapToLong(Act::ended).min().orElseThrow(),
                acts.stream().mapToLong(Act::began).max().orElseThrow(),
                acts.toString());
    }
}
