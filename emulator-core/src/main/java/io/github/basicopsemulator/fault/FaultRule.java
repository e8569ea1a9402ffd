package io.github.basicopsemulator.fault;

import org.jspecify.annotations.Nullable;

/**
 * A rule that injects a fault into requests.
 *
 * @param method in capitals; null for any method
 * @param path a route, such as {@code /v1/task/{id}}, or a path as sent; null for any path
 * @param caller the id of the user; null for any user
 * @param nth the number of the matching request, from 1; 0 for all
 * @param chance the probability that a matching request triggers the rule, from 0 to 1
 * @param times the limit of triggers; 0 for no limit
 * @param matched the number of requests that matched so far
 * @param triggered the number of times it was triggered
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

    /** Returns true if the next matching request triggers the rule; {@code rolled} is a random number from 0 to 1. */
    boolean triggers(double rolled) {
        return (nth == 0 || matched + 1 == nth) && (times == 0 || triggered < times) && rolled < chance;
    }

    /** Describes the rule, and how often it matched and triggered. */
    @Override
    public String toString() {
        return effect + " on " + (method == null ? "any method" : method) + (path == null ? "" : " " + path)
                + (caller == null ? "" : ", of user " + caller)
                + (nth == 0 ? "" : ", request number " + nth)
                + (chance == 1 ? "" : ", with probability " + chance)
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
