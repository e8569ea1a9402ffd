package io.github.basicopsemulator.fault;

import io.github.basicopsemulator.store.Dice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults of one workspace. Guarded by its own monitor; whether there is any can be read at any time. */
public final class Faults {

    private final long seed;
    private List<FaultRule> rules = List.of();
    private @Nullable RateLimit limit;
    private Map<String, Window> windows = Map.of();
    private volatile boolean idle = true;

    /** How often a token was used since a time. */
    public record Window(Instant since, int used) {}

    /** All of them at one moment, to go back to. */
    public record Setting(List<FaultRule> rules, @Nullable RateLimit limit, Map<String, Window> windows) {

        /** No faults. */
        public static final Setting NONE = new Setting(List.of(), null, Map.of());

        /** Copies what could be changed from outside. */
        public Setting {
            rules = List.copyOf(rules);
            windows = Map.copyOf(windows);
        }
    }

    /** Begins with some; all chance follows from the seed. */
    public Faults(long seed, Setting setting) {
        this.seed = seed;
        restore(setting);
    }

    /** Tells whether nothing can go wrong. */
    public boolean isIdle() {
        return idle;
    }

    public synchronized void add(List<FaultRule> more) {
        List<FaultRule> all = new ArrayList<>(rules);
        all.addAll(more);
        rules = List.copyOf(all);
        idle = false;
    }

    /** Refuses what exceeds a limit; null for no limit. */
    public synchronized void limit(@Nullable RateLimit limit) {
        this.limit = limit;
        windows = Map.of();
        idle = rules.isEmpty() && limit == null;
    }

    public synchronized Setting setting() {
        return idle ? Setting.NONE : new Setting(rules, limit, windows);
    }

    public synchronized void restore(Setting setting) {
        rules = setting.rules();
        limit = setting.limit();
        windows = setting.windows().isEmpty() ? Map.of() : new LinkedHashMap<>(setting.windows());
        idle = rules.isEmpty() && limit == null;
    }

    /** Decides what goes wrong with a request, or returns null for nothing. The first rule that strikes does. */
    public synchronized @Nullable Strike strike(Asked asked) {
        Strike exceeded = limit == null ? null : count(asked, limit);
        if (exceeded != null) {
            return exceeded;
        }
        Strike strike = null;
        List<FaultRule> after = new ArrayList<>(rules);
        for (int i = 0; i < after.size(); i++) {
            FaultRule rule = after.get(i);
            if (rule.fits(asked)) {
                boolean strikes = strike == null && rule.strikes(rolled(i, rule.met(), 0));
                after.set(i, rule.after(strikes));
                strike = strikes ? struck(i, rule) : strike;
            }
        }
        rules = List.copyOf(after);
        return strike;
    }

    private @Nullable Strike count(Asked asked, RateLimit limit) {
        Window window = windows.get(asked.token());
        if (window == null || !asked.at().isBefore(window.since().plus(limit.window()))) {
            window = new Window(asked.at(), 0);
        }
        if (window.used() >= limit.most()) {
            long millis = Duration.between(asked.at(), window.since().plus(limit.window()))
                    .toMillis();
            int seconds = (int) Math.max(1, (millis + 999) / 1000);
            return new Strike(
                    new Harm.TooFast(seconds),
                    Duration.ZERO,
                    "more than " + limit.most() + " requests within "
                            + limit.window().toMillis() + " ms");
        }
        windows = windows.isEmpty() ? new LinkedHashMap<>() : windows;
        windows.put(asked.token(), new Window(window.since(), window.used() + 1));
        return null;
    }

    private Strike struck(int place, FaultRule rule) {
        return struck(rule.harm(), rolled(place, rule.met(), 1), rolled(place, rule.met(), 2), "a rule says so");
    }

    /** What goes wrong with a request that asked for it itself. */
    public Strike struck(Harm harm) {
        return struck(harm, 0.5, 0.25, "the request asked for it");
    }

    private static Strike struck(Harm harm, double one, double other, String reason) {
        Duration delay = harm instanceof Harm.Latency latency ? latency.draw(one, other) : Duration.ZERO;
        return new Strike(harm, delay, reason);
    }

    /** A number from 0 to 1 that follows from the seed, the rule, and how many requests have met it. */
    private double rolled(int place, long met, int purpose) {
        return Dice.fraction(seed, place, met, purpose);
    }
}
