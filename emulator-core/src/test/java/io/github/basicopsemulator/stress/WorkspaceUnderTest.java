package io.github.basicopsemulator.stress;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A workspace that a state machine acts on, with or without HTTP. */
interface WorkspaceUnderTest extends AutoCloseable {

    /** How many journal entries it keeps. */
    int JOURNAL = 30;

    /** A clock that a workspace can follow. */
    enum Source {
        /** One that the test moves; every workspace begins with it. */
        MOVABLE,
        /** The machine's. */
        SYSTEM,
        /** The machine's, which this one shows in steps. */
        COARSE;

        private static final Duration STEP = Duration.ofMillis(50);

        Clock clock(Clock movable) {
            return switch (this) {
                case MOVABLE -> movable;
                case SYSTEM -> Clock.systemUTC();
                case COARSE -> Clock.tick(Clock.systemUTC(), STEP);
            };
        }
    }

    /** What a receiver of deliveries does with them. */
    enum Behaviour {
        /** Answers 200. */
        FINE,
        /** Answers 200, later. */
        SLOW,
        /** Answers 503. */
        REFUSING,
        /** Takes the message, and closes the connection. */
        LOSING,
        /** Takes the message, and never answers. */
        HANGING,
        /** Takes nothing. */
        DEAD
    }

    /**
     * What a client has received.
     *
     * @param status 0 if no response came
     * @param whole whether the body has the announced length
     */
    record Response(int status, String body, boolean whole) {

        static final Response NONE = new Response(0, "", false);
    }

    /** A message that a receiver took. */
    record Arrival(String receiver, String tag) {}

    /** A snapshot, and the deliveries that are part of it. */
    record Saved(Object snapshot, List<Observation.Pending> pending) {}

    /** Returns how many webhooks receive each task event. */
    int webhooks();

    /** Returns true if a response that waits for the clock is really held back. */
    boolean holdsResponses();

    CompletableFuture<Response> request(String method, String path, String json, boolean hasToken);

    void seed(String yaml);

    Instant now();

    /** Returns an object that stays the same as long as no record changes. */
    Object state();

    Observation observe();

    void advance(Duration by);

    void set(Instant at, Duration tick);

    void follow(Source source);

    void moveSource(Duration by);

    void mode(WorkspaceModel.Mode mode);

    void retries(int attempts, Duration backoff);

    /** Sets the only delivery fault, or none for null. */
    void deliveryFault(WorkspaceModel.DeliveryFault deliveryFault, int nth, int times);

    void settle();

    /** Delivers the first held delivery; does nothing if none is held. */
    void deliverNext();

    void deliverAll();

    /** Delivers the held delivery at this index. */
    void deliverHeld(int index);

    /** Sends the delivery of the attempt at this index once more. */
    void deliverAgain(int index);

    void drop(int index);

    void fault(WorkspaceModel.Fault fault, int times);

    void clearFaults();

    void rateLimit(int requests, Duration window);

    Saved snapshot();

    void rewind(Saved saved);

    /** Rewinds to a revision, and returns false if it is not kept. */
    boolean rewindTo(long revision);

    void reset();

    /** Closes the workspace, and opens a fresh one. */
    void reopen();

    void behaviour(int receiver, Behaviour behaviour);

    /** Returns all that receivers outside the workspace have taken, in order. */
    List<Arrival> arrivals();

    /** Returns how many messages the inbox of the workspace has; 0 if no webhook leads to one. */
    int inboxMessages();

    void closeWorkspace();

    /** Closes everything, and returns what remains: threads, connections, scheduled tasks. */
    List<String> closeAndFindRemains();

    @Override
    void close();
}
