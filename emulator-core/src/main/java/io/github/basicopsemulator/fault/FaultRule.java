package io.github.basicopsemulator.fault;

import org.jspecify.annotations.Nullable;

/**
 * A rule by which something goes wrong with requests.
 *
 * @param method in capitals; null for any
 * @param path a route, such as {@code /v1/task/{id}}, or a path as it is sent; null for any
 * @param caller the id of the user who asks; null for anybody
 * @param nth which of the requests that fit, from 1; 0 for all
 * @param chance how likely each of them is to be befallen, from 0 to 1
 * @param times how often at most; 0 for any number
 * @param met how many requests have fitted so far
 * @param done how many of them were befallen
 */
public record FaultRule(
        FaultEffect effect,
        @Nullable String method,
        @Nullable String path,
        @Nullable Long caller,
        int nth,
        double chance,
        int times,
        long matched,
        long triggered) {

    /** A rule for every request. */
    public FaultRule(FaultEffect effect) {
        this(effect, null, null, null, 0, 1, 0, 0, 0);
    }

    /** How long the texts of it are. */
    int characters() {
        return (method == null ? 0 : method.length()) + (path == null ? 0 : path.length());
    }

    boolean fits(FaultMatchInput asked) {
        return (method == null || method.equals(asked.method()))
                && (path == null || path.equals(asked.route()) || path.equals(asked.path()))
                && (caller == null || caller.equals(asked.caller()));
    }

    /** Tells whether the next request that fits is befallen; {@code rolled} is from 0 to 1. */
    boolean triggers(double rolled) {
        return (nth == 0 || matched + 1 == nth) && (times == 0 || triggered < times) && rolled < chance;
    }

    /** Says what happens to which requests, and to how many it has. */
    @Override
    public String toString() {
        return effect + " on " + (method == null ? "any method" : method) + (path == null ? "" : " " + path)
                + (caller == null ? "" : ", of user " + caller)
                + (nth == 0 ? "" : ", the request number " + nth)
                + (chance == 1 ? "" : ", by a chance of " + chance)
                + (times == 0 ? "" : times == 1 ? ", once" : ", at most " + times + " times")
                + ": triggered " + triggered + (triggered == 1 ? " time; " : " times; ") + matched
                + (matched == 1 ? " request matched" : " requests matched");
    }

    /** The same rule after one more request that fits. */
    FaultRule after(boolean inject) {
        return new FaultRule(
                effect, method, path, caller, nth, chance, times, matched + 1, inject ? triggered + 1 : triggered);
    }
}
