package io.github.basicopsemulator.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The clock of one workspace: it goes with another clock, ahead of it or behind, or it stands until it is moved. Read at any
 * time, set under its own monitor.
 */
public final class VirtualClock extends Clock {

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Instant LAST = END.minusMillis(1);

    private static final ThreadLocal<Reading> READING = ThreadLocal.withInitial(Reading::new);

    private final String name;
    private volatile Mode setting;
    /** The clocks that this one is just to go with. */
    private volatile List<Candidate> candidates = List.of();

    /** A clock to go with; equal to itself alone. */
    private static final class Candidate {

        private final Clock clock;

        Candidate(Clock clock) {
            this.clock = clock;
        }
    }

    /** The clocks that a thread is reading, each for the one before it. */
    private static final class Reading {

        private final List<VirtualClock> clocks = new ArrayList<>();
        private boolean looksForCycle;
    }

    /**
     * How it goes.
     *
     * @param source the clock that it goes with, unless it stands
     * @param ahead of that
     * @param standing where it stands; null while it goes
     * @param tick by how much every call moves it while it stands; at the end of the year 9999 it stands for good
     */
    public record Mode(
            Clock source, Duration ahead, @Nullable Instant standing, Duration tick) {

        /** Goes with a clock. */
        public Mode(Clock source) {
            this(source, Duration.ZERO, null, Duration.ZERO);
        }

        Mode at(Instant instant) {
            return standing != null
                    ? new Mode(source, ahead, instant, tick)
                    : new Mode(source, Duration.between(source.instant(), instant), null, tick);
        }

        /** The setting so much later. At the end of the year 9999 a standing clock stays. */
        private Mode deferred(Duration duration) {
            if (standing == null) {
                return new Mode(source, ahead.plus(duration), null, tick);
            }
            boolean isBeyond = duration.compareTo(Duration.between(standing, END)) >= 0;
            return at(isBeyond ? VirtualClock.deferred(standing, LAST) : standing.plus(duration));
        }
    }

    /** A clock that goes with itself, over others or not, has no time. */
    private static final class Cycle extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        Cycle(List<VirtualClock> clocks) {
            super("a clock cannot go with itself: "
                    + clocks.stream().map(VirtualClock::owner).collect(Collectors.joining(" → ")));
        }
    }

    /** Begins with a setting; the name of its workspace is for messages. */
    public VirtualClock(String name, Mode setting) {
        this.name = name;
        this.setting = setting;
    }

    private String owner() {
        return name.isEmpty() ? "the default workspace" : "workspace \"" + name + "\"";
    }

    /** Returns the time. Fails where that depends on itself, even while it stands: then it could not go. */
    @Override
    public Instant instant() {
        Reading reading = READING.get();
        refuseCycle(reading.clocks);
        // Before the setting: a candidate is set first, and only then no longer a candidate.
        if (reading.looksForCycle) {
            candidates.forEach(candidate -> read(candidate.clock, reading));
        }
        Mode current = setting;
        return current.standing() != null
                ? current.standing()
                : read(current.source(), reading).plus(current.ahead());
    }

    private void refuseCycle(List<VirtualClock> reading) {
        int first = reading.indexOf(this);
        if (first >= 0) {
            List<VirtualClock> cycle = new ArrayList<>(reading.subList(first, reading.size()));
            cycle.add(this);
            throw new Cycle(cycle);
        }
    }

    private Instant read(Clock source, Reading reading) {
        reading.clocks.add(this);
        try {
            return source.instant();
        } finally {
            reading.clocks.remove(reading.clocks.size() - 1);
        }
    }

    /**
     * Refuses a clock to follow if it follows this one, directly or by others.
     *
     * @throws IllegalArgumentException if there is such a cycle
     */
    void refuseCycle(Clock source) {
        Reading reading = READING.get();
        reading.looksForCycle = true;
        try {
            read(source, reading);
        } catch (Cycle cycle) {
            throw new IllegalArgumentException(
                    cycle.getMessage() + ": follow another clock, such as Clock.systemUTC()", cycle);
        } catch (Throwable noTime) {
            // A failing clock does not follow this one.
        } finally {
            reading.looksForCycle = false;
        }
    }

    /**
     * Goes with its source from the change on. Others that are to follow this clock at the same time know of it before.
     *
     * @throws IllegalArgumentException when the source goes with this clock
     */
    void go(Clock source, Runnable change) {
        Candidate candidate = new Candidate(source);
        replaceCandidates(List.of(), List.of(candidate));
        try {
            refuseCycle(source);
            change.run();
        } finally {
            replaceCandidates(List.of(candidate), List.of());
        }
    }

    private synchronized void replaceCandidates(List<Candidate> removed, List<Candidate> added) {
        List<Candidate> changed = new ArrayList<>(candidates);
        changed.removeAll(removed);
        changed.addAll(added);
        candidates = List.copyOf(changed);
    }

    /** The time, to the millisecond. */
    public Instant now() {
        return instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns the time of one call, and moves a clock that ticks. Reads a source without the monitor, since it may be the user's. */
    Instant callTime() {
        Instant standing = tick();
        return standing == null ? now() : standing.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Moves the clock by a tick, and returns the time before; null while the clock goes. */
    private synchronized @Nullable Instant tick() {
        Instant before = setting.standing();
        if (before != null) {
            setting = setting.deferred(setting.tick());
        }
        return before;
    }

    public Mode setting() {
        return setting;
    }

    synchronized void set(Mode setting) {
        this.setting = setting;
    }

    /**
     * Moves it on to a time, unless it is there or beyond: it never goes back. Returns by how much it moved.
     *
     * @param ahead how far it must be ahead of its source for that, if it goes
     */
    synchronized Duration moveOn(Instant time, Duration ahead) {
        Mode now = setting;
        Duration move = now.standing() != null ? Duration.between(now.standing(), time) : ahead.minus(now.ahead());
        if (move.isNegative()) {
            return Duration.ZERO;
        }
        moveBy(move);
        return move;
    }

    /** Moves it on by a duration, which is not negative. */
    synchronized void moveBy(Duration duration) {
        set(setting.deferred(duration));
    }

    private static Instant deferred(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Returns true if calls move the clock. */
    boolean ticks() {
        return setting.standing() != null && !setting.tick().isZero();
    }

    /**
     * Goes with its source, so much ahead of it.
     *
     * @throws IllegalArgumentException when that is not in the years 0 to 9999 now
     */
    public Mode ahead(Duration ahead) {
        Clock source = setting.source();
        Instant now = source.instant();
        // Not added: the sum could exceed the range of Instant.
        boolean tooFar =
                ahead.compareTo(Duration.between(now, FIRST)) < 0 || ahead.compareTo(Duration.between(now, END)) >= 0;
        if (tooFar) {
            throw new IllegalArgumentException(
                    "a workspace's time is from the year 0 to 9999, but this was " + ahead + " ahead of " + now);
        }
        return new Mode(source, ahead, null, Duration.ZERO);
    }

    /**
     * Returns the time so much later than now.
     *
     * @throws IllegalArgumentException when that is after the year 9999
     */
    Instant after(Duration duration) {
        Instant now = instant();
        // Not added: the sum could exceed the range of Instant.
        if (duration.compareTo(Duration.between(now, END)) >= 0) {
            throw new IllegalArgumentException(
                    "a workspace's time is from the year 0 to 9999, but this was " + duration + " after " + now);
        }
        return now.plus(duration);
    }

    /** Returns true if the year can be written in HTTP dates. */
    static boolean isWritable(Instant time) {
        return !time.isBefore(FIRST) && time.isBefore(END);
    }

    /** Refuses a year that HTTP cannot write. */
    static Instant checked(Instant time) {
        if (!isWritable(time)) {
            throw new IllegalArgumentException("a workspace's time is from the year 0 to 9999, but this was " + time);
        }
        return time;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        VirtualClock self = this;
        return new Clock() {
            @Override
            public Instant instant() {
                return self.instant();
            }

            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return self.withZone(other);
            }
        };
    }
}
