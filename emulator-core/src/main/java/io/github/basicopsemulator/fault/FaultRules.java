package io.github.basicopsemulator.fault;

import io.github.basicopsemulator.store.LimitReached;
import io.github.basicopsemulator.store.Randomness;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults of one workspace. Guarded by its own monitor; whether there is any can be read at any time. */
public final class FaultRules {

    private static final int MAX_RULES = 1_000;
    private static final int MAX_RULE_CHARACTERS = 1_000_000;
    private static final int MAX_WINDOWS = 10_000;

    /** The length of tokens that are stored whole; longer ones are stored as digests. */
    private static final int MAX_TOKEN = 100;

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

        /** Copies the mutable arguments. */
        public Setting {
            rules = List.copyOf(rules);
            windows = windows.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(windows));
        }

        /** About how many bytes it takes. */
        public long weight() {
            return 100L * rules.size() + 200L * windows.size();
        }
    }

    /** Begins with some; all chance follows from the seed. */
    public FaultRules(long seed, Setting setting) {
        this.seed = seed;
        restore(setting);
    }

    /** Returns true if there are no faults and no rate limit. */
    public boolean isIdle() {
        return idle;
    }

    /**
     * Adds rules.
     *
     * @throws LimitReached when there are too many then
     */
    public synchronized void add(List<FaultRule> more) {
        List<FaultRule> all = new ArrayList<>(rules);
        all.addAll(more);
        int characters = all.stream().mapToInt(FaultRule::characters).sum();
        if (all.size() > MAX_RULES || characters > MAX_RULE_CHARACTERS) {
            throw LimitReached.fixed(
                    "Clear them with DELETE /_emulator/faults or faults().clear()",
                    "This workspace would have %,d faults of %,d, with %,d characters of %,d",
                    all.size(),
                    MAX_RULES,
                    characters,
                    MAX_RULE_CHARACTERS);
        }
        rules = List.copyOf(all);
        idle = false;
    }

    /** Sets the rate limit; null for no limit. */
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

    /**
     * Returns the fault for a request, or null. Rules are tried in order; the first that matches and triggers is
     * applied.
     */
    public synchronized @Nullable InjectedFault inject(FaultMatchInput asked) {
        InjectedFault exceeded = limit == null ? null : count(asked, limit);
        if (exceeded != null) {
            return exceeded;
        }
        InjectedFault injected = null;
        List<FaultRule> after = new ArrayList<>(rules);
        for (int i = 0; i < after.size(); i++) {
            FaultRule rule = after.get(i);
            if (rule.fits(asked)) {
                boolean triggers = injected == null && rule.triggers(rolled(i, rule.matched(), 0));
                after.set(i, rule.after(triggers));
                injected = triggers ? inject(i, rule) : injected;
            }
        }
        rules = List.copyOf(after);
        return injected;
    }

    private @Nullable InjectedFault count(FaultMatchInput asked, RateLimit limit) {
        String token = key(asked.token());
        Window window = windows.get(token);
        if (window == null || !asked.at().isBefore(window.since().plus(limit.window()))) {
            window = new Window(asked.at(), 0);
        }
        if (window.used() >= limit.most()) {
            long millis = Duration.between(asked.at(), window.since().plus(limit.window()))
                    .toMillis();
            int seconds = (int) Math.max(1, (millis + 999) / 1000);
            return new InjectedFault(
                    new FaultEffect.TooFast(seconds),
                    Duration.ZERO,
                    "more than " + limit.most() + " requests within "
                            + limit.window().toMillis() + " ms");
        }
        count(token, new Window(window.since(), window.used() + 1));
        return null;
    }

    /** Keeps windows in the order in which they began; of too many, the one goes that is over first. */
    private void count(String token, Window window) {
        windows = windows.isEmpty() ? new LinkedHashMap<>() : windows;
        if (window.used() == 1) {
            windows.remove(token);
        }
        windows.put(token, window);
        if (windows.size() > MAX_WINDOWS) {
            windows.remove(windows.keySet().iterator().next());
        }
    }

    private static String key(String token) {
        if (token.length() <= MAX_TOKEN) {
            return token;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return "sha256 " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private InjectedFault inject(int place, FaultRule rule) {
        return inject(
                rule.effect(), rolled(place, rule.matched(), 1), rolled(place, rule.matched(), 2), "a rule says so");
    }

    /** Returns the fault that a request asked for by a header. */
    public InjectedFault inject(FaultEffect effect) {
        return inject(effect, 0.5, 0.25, "the request asked for it");
    }

    private static InjectedFault inject(FaultEffect effect, double one, double other, String reason) {
        Duration delay = effect instanceof FaultEffect.Latency latency ? latency.draw(one, other) : Duration.ZERO;
        return new InjectedFault(effect, delay, reason);
    }

    /** A number from 0 to 1 that follows from the seed, the rule, and how many requests have met it. */
    private double rolled(int place, long matched, int purpose) {
        return Randomness.fraction(seed, place, matched, purpose);
    }
}
