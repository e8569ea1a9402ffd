package io.github.basicopsemulator.stress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** What a workspace should hold and answer, in plain Java: tasks, clock, deliveries, faults. Shares no code with the emulator. */
final class WorkspaceModel {

    /** When deliveries leave. */
    enum Mode {
        AFTER_RESPONSE,
        BEFORE_RESPONSE,
        HELD
    }

    /** What goes wrong with a delivery on purpose. */
    enum DeliveryFault {
        DROP,
        DUPLICATE,
        DELAY,
        REORDER,
        CORRUPT
    }

    /** What goes wrong with a request on purpose. */
    enum Fault {
        STATUS,
        LATENCY,
        LATENCY_ON_CLOCK,
        RESET,
        EMPTY_REPLY,
        LOST_ANSWER,
        HALF_BODY,
        MALFORMED_JSON,
        SLOW_BODY
    }

    /** What a client sees of a response. */
    enum Form {
        WHOLE,
        NONE,
        HALF,
        MALFORMED,
        HELD
    }

    static final int FAULT_STATUS = 503;
    static final Duration LATENCY_ON_CLOCK = Duration.ofSeconds(10);

    /** Not a sum of the durations by which tests move a clock. */
    static final Duration RATE_WINDOW = Duration.ofMillis(37_500);

    /**
     * A response that must come.
     *
     * @param until when a held response comes, on the workspace's clock
     * @param changed whether the request has changed something
     */
    record Expected(int status, Form form, Instant until, boolean changed) {}

    /** The time: fixed, or that of a clock that the test moves, or that of the machine. */
    record Clock(boolean system, Instant fixed, Duration ahead, Duration tick) {

        static final Clock SOURCE = new Clock(false, null, Duration.ZERO, Duration.ZERO);
        static final Clock SYSTEM = new Clock(true, null, Duration.ZERO, Duration.ZERO);

        /** Returns false for the machine's time, which only it knows. */
        boolean isKnown() {
            return fixed != null || !system;
        }

        Clock advanced(Duration by) {
            return fixed == null ? new Clock(system, null, ahead.plus(by), tick) : at(fixed.plus(by));
        }

        Clock set(Instant at, Duration by) {
            return new Clock(system, at, Duration.ZERO, by);
        }

        private Clock at(Instant at) {
            return new Clock(system, at, ahead, tick);
        }

        private Clock ticked() {
            return fixed == null ? this : at(fixed.plus(tick));
        }
    }

    private record FaultRule(Fault fault, int left) {}

    private record DeliveryFaultRule(DeliveryFault deliveryFault, int nth, int times, int matched, int triggered) {

        boolean matchesNext() {
            return (nth == 0 || matched + 1 == nth) && (times == 0 || triggered < times);
        }

        DeliveryFaultRule after(boolean isMatched) {
            return new DeliveryFaultRule(deliveryFault, nth, times, matched + 1, isMatched ? triggered + 1 : triggered);
        }
    }

    private record Window(Instant since, int used) {}

    /**
     * One message to one webhook.
     *
     * @param copies how many of it there are, wherever they are
     * @param ordered whether its first attempt keeps its place in the order
     */
    record Message(String tag, int copies, boolean ordered) {}

    private final int webhooks;
    private final TreeMap<Long, String> tasks = new TreeMap<>();
    private long nextTask = 1;
    private Clock clock = Clock.SOURCE;
    private Instant source;
    private Mode mode = Mode.AFTER_RESPONSE;
    private final List<DeliveryFaultRule> deliveryFaults = new ArrayList<>();
    private final List<FaultRule> faults = new ArrayList<>();
    private int rateLimit;
    private final Map<String, Window> windows = new HashMap<>();

    private final Map<Long, Message> messages = new LinkedHashMap<>();
    private long lastLetter;
    private long requests;
    private long firstRevision;
    private long revisions;
    /** Numbers of requests since the workspace began or was rewound: all, and those that made a revision. */
    private final List<Long> journal = new ArrayList<>();

    private final List<Long> writes = new ArrayList<>();

    /** Begins with a fresh workspace, whose seeds made so many revisions. */
    WorkspaceModel(int webhooks, long revisions, Instant source) {
        this.webhooks = webhooks;
        this.revisions = revisions;
        this.firstRevision = revisions;
        this.source = source;
    }

    /** Returns the same state with nothing logged: what a rewind brings back, except pending deliveries. */
    WorkspaceModel rewound() {
        WorkspaceModel copy = new WorkspaceModel(webhooks, revisions, source);
        copy.tasks.putAll(tasks);
        copy.nextTask = nextTask;
        copy.clock = clock;
        copy.mode = mode;
        copy.deliveryFaults.addAll(deliveryFaults);
        copy.faults.addAll(faults);
        copy.rateLimit = rateLimit;
        copy.windows.putAll(windows);
        copy.lastLetter = lastLetter;
        copy.requests = requests;
        return copy;
    }

    /** Returns this workspace with the tasks and the clock of an earlier revision, and no deliveries. */
    WorkspaceModel rewoundTo(WorkspaceModel earlier, long revision, long request) {
        WorkspaceModel copy = rewound();
        copy.tasks.clear();
        copy.tasks.putAll(earlier.tasks);
        copy.nextTask = earlier.nextTask;
        copy.clock = earlier.clock;
        copy.lastLetter = 0;
        copy.requests = request;
        copy.revisions = revision;
        copy.firstRevision = revision;
        return copy;
    }

    /** Adds a delivery that a snapshot has brought back. */
    void pending(long number, String tag) {
        messages.merge(
                number,
                new Message(tag, 1, false),
                (one, other) -> new Message(one.tag(), one.copies() + other.copies(), false));
    }

    // Requests

    Expected create(String title, Instant now) {
        return request("any", now, () -> add(List.of(title)), 200);
    }

    Expected createAll(List<String> titles, Instant now) {
        return request("any", now, () -> add(titles), 200);
    }

    Expected update(long id, String title, Instant now) {
        return request("any", now, () -> rename(id, title), tasks.containsKey(id) ? 200 : 404);
    }

    Expected delete(long id, Instant now) {
        return request("any", now, () -> tasks.remove(id) != null, tasks.containsKey(id) ? 200 : 404);
    }

    /** A request that only reads, or is refused with this status. */
    Expected unchanged(int status, boolean hasToken, Instant now) {
        return request(hasToken ? "any" : "", now, () -> false, status);
    }

    /** Adds tasks that no request made. */
    void seed(List<String> titles) {
        add(titles);
        revisions++;
    }

    private boolean add(List<String> titles) {
        for (String title : titles) {
            tasks.put(nextTask, title);
            nextTask++;
        }
        send(titles.get(0));
        return true;
    }

    private boolean rename(long id, String title) {
        if (tasks.replace(id, title) == null) {
            return false;
        }
        send(title);
        return true;
    }

    private Expected request(String token, Instant now, BooleanSupplier change, int status) {
        requests++;
        journal.add(requests);
        clock = clock.ticked();
        if (exceeds(token, now)) {
            return new Expected(429, Form.WHOLE, null, false);
        }
        Fault fault = nextFault();
        if (fault == Fault.STATUS) {
            return new Expected(FAULT_STATUS, Form.WHOLE, null, false);
        }
        if (fault == Fault.RESET || fault == Fault.EMPTY_REPLY) {
            return new Expected(0, Form.NONE, null, false);
        }
        boolean changed = change.getAsBoolean();
        if (changed) {
            revisions++;
            writes.add(requests);
        }
        return new Expected(status, form(fault), now.plus(LATENCY_ON_CLOCK), changed);
    }

    private static Form form(Fault fault) {
        if (fault == null) {
            return Form.WHOLE;
        }
        return switch (fault) {
            case LOST_ANSWER -> Form.NONE;
            case HALF_BODY -> Form.HALF;
            case MALFORMED_JSON -> Form.MALFORMED;
            case LATENCY_ON_CLOCK -> Form.HELD;
            default -> Form.WHOLE;
        };
    }

    private boolean exceeds(String token, Instant now) {
        if (rateLimit == 0) {
            return false;
        }
        Window window = windows.get(token);
        if (window == null || !now.isBefore(window.since().plus(RATE_WINDOW))) {
            window = new Window(now, 0);
        }
        if (window.used() >= rateLimit) {
            return true;
        }
        windows.put(token, new Window(window.since(), window.used() + 1));
        return false;
    }

    private Fault nextFault() {
        for (int i = 0; i < faults.size(); i++) {
            FaultRule rule = faults.get(i);
            if (rule.left() > 0) {
                faults.set(i, new FaultRule(rule.fault(), rule.left() - 1));
                return rule.fault();
            }
        }
        return null;
    }

    private void send(String tag) {
        for (int i = 0; i < webhooks; i++) {
            lastLetter++;
            DeliveryFault deliveryFault = nextDeliveryFault();
            boolean ordered = deliveryFault == null
                    || deliveryFault == DeliveryFault.DUPLICATE
                    || deliveryFault == DeliveryFault.CORRUPT;
            messages.put(lastLetter, new Message(tag, deliveryFault == DeliveryFault.DUPLICATE ? 2 : 1, ordered));
        }
    }

    private DeliveryFault nextDeliveryFault() {
        DeliveryFault found = null;
        for (int i = 0; i < deliveryFaults.size(); i++) {
            DeliveryFaultRule rule = deliveryFaults.get(i);
            boolean matches = found == null && rule.matchesNext();
            deliveryFaults.set(i, rule.after(matches));
            found = matches ? rule.deliveryFault() : found;
        }
        return found;
    }

    /** Takes over numbers of requests of which it is not determined in what order they came; how many there are is. */
    void renumber(long requests, List<Long> newestJournal, List<Long> writes) {
        this.requests = requests;
        if (newestJournal.size() == Math.min(journal.size(), newestJournal.size())) {
            for (int i = 0; i < newestJournal.size(); i++) {
                journal.set(journal.size() - newestJournal.size() + i, newestJournal.get(i));
            }
        }
        if (writes.size() == this.writes.size()) {
            this.writes.clear();
            this.writes.addAll(writes);
        }
    }

    // Settings

    void mode(Mode mode) {
        this.mode = mode;
    }

    void deliveryFault(DeliveryFault deliveryFault, int nth, int times) {
        deliveryFaults.clear();
        if (deliveryFault != null) {
            deliveryFaults.add(new DeliveryFaultRule(deliveryFault, nth, times, 0, 0));
        }
    }

    void fault(Fault fault, int times) {
        faults.add(new FaultRule(fault, times));
    }

    void clearFaults() {
        faults.clear();
        rateLimit(0);
    }

    void rateLimit(int requests) {
        rateLimit = requests;
        windows.clear();
    }

    boolean hasFaults() {
        return rateLimit > 0 || faults.stream().anyMatch(rule -> rule.left() > 0);
    }

    /** A delivery was sent once more by hand: another copy, unless a held one was taken; waiting copies are forgotten. */
    void sentAgain(long number, boolean wasHeld, int waiting) {
        messages.computeIfPresent(
                number,
                (any, message) -> new Message(message.tag(), message.copies() + (wasHeld ? 0 : 1) - waiting, false));
    }

    // Clock

    void clock(Clock clock) {
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    void source(Instant source) {
        this.source = source;
    }

    /** Returns the time, of a clock whose time is known. */
    Instant now() {
        return clock.fixed() != null ? clock.fixed() : source.plus(clock.ahead());
    }

    // Expectations

    Mode mode() {
        return mode;
    }

    Map<Long, String> tasks() {
        return tasks;
    }

    Map<Long, Message> messages() {
        return messages;
    }

    long lastLetter() {
        return lastLetter;
    }

    long requests() {
        return requests;
    }

    long revisions() {
        return revisions;
    }

    /** Returns the newest revision that there was when the workspace began or was rewound. */
    long firstRevision() {
        return firstRevision;
    }

    List<Long> journal() {
        return journal;
    }

    List<Long> writes() {
        return writes;
    }
}
