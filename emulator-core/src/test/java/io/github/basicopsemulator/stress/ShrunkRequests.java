package io.github.basicopsemulator.stress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A failing story cut down to what it needs to fail: first whole calls are left out, many at once, then parts of bodies. */
final class ShrunkRequests {

    private final Predicate<List<ApiCall>> fails;
    private List<ApiCall> story;

    private ShrunkRequests(List<ApiCall> story, Predicate<List<ApiCall>> fails) {
        this.story = story;
        this.fails = fails;
    }

    static List<ApiCall> of(List<ApiCall> story, Predicate<List<ApiCall>> fails) {
        ShrunkRequests shortened = new ShrunkRequests(story, fails);
        for (int many = Math.max(1, story.size() / 2); many >= 1; many /= 2) {
            shortened.withoutCalls(many);
        }
        shortened.withoutParts();
        return shortened.story;
    }

    private void withoutCalls(int many) {
        for (int end = story.size(); end > 0; end = Math.min(end - many, story.size())) {
            List<ApiCall> fewer = new ArrayList<>(story.subList(0, Math.max(0, end - many)));
            fewer.addAll(story.subList(end, story.size()));
            take(fewer);
        }
    }

    private void withoutParts() {
        for (int i = 0; i < story.size(); i++) {
            boolean less = true;
            while (less) {
                less = false;
                for (Object body : lesser(story.get(i).body())) {
                    ApiCall call = story.get(i);
                    List<ApiCall> changed = new ArrayList<>(story);
                    changed.set(i, new ApiCall(call.method(), call.path(), body, call.hasToken()));
                    less = less || take(changed);
                }
            }
        }
    }

    private boolean take(List<ApiCall> candidate) {
        boolean stillFails = !candidate.isEmpty() && fails.test(candidate);
        if (stillFails) {
            story = candidate;
        }
        return stillFails;
    }

    /** The same value with one member or item less, at any depth. */
    private static List<Object> lesser(Object value) {
        List<Object> lesser = new ArrayList<>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, member) -> {
                Map<Object, Object> without = new LinkedHashMap<>(object);
                without.remove(name);
                lesser.add(without);
                for (Object less : lesser(member)) {
                    Map<Object, Object> with = new LinkedHashMap<>(object);
                    with.put(name, less);
                    lesser.add(with);
                }
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                List<Object> without = new ArrayList<>(list);
                without.remove(i);
                lesser.add(without);
                for (Object less : lesser(list.get(i))) {
                    List<Object> with = new ArrayList<>(list);
                    with.set(i, less);
                    lesser.add(with);
                }
            }
        }
        return lesser;
    }
}
