package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import io.github.basicopsemulator.stress.Observation.Pending;
import io.github.basicopsemulator.stress.Observation.Tried;
import io.github.basicopsemulator.stress.WorkspaceModel.Clock;
import io.github.basicopsemulator.stress.WorkspaceModel.Expected;
import io.github.basicopsemulator.stress.WorkspaceModel.Form;
import io.github.basicopsemulator.stress.WorkspaceModel.Message;
import io.github.basicopsemulator.stress.WorkspaceUnderTest.Arrival;
import io.github.basicopsemulator.stress.WorkspaceUnderTest.Behaviour;
import io.github.basicopsemulator.stress.WorkspaceUnderTest.Response;
import io.github.basicopsemulator.stress.WorkspaceUnderTest.Saved;
import io.github.basicopsemulator.webhook.DeliveryAttempt.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Runs steps on a workspace and on the model of it, and compares the two after each. */
final class WorkspaceStateMachine {

    static final Instant START = Instant.parse("2024-01-01T12:00:00Z");

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration RETRY_SOON = Duration.ofMillis(100);
    private static final Duration STEP_LIMIT = Duration.ofSeconds(60);
    private static final Pattern TITLE = Pattern.compile("\"title\":\"(t\\d+)\"");
    private static final String INBOX = "/_emulator/inbox/";
    private static final int MAX_HISTORY = 1_000;

    private final WorkspaceUnderTest subject;
    private final long firstRevision;
    private final List<String> story = new ArrayList<>();
    private final List<Memory> snapshots = new ArrayList<>();
    private final Map<Long, Revision> revisions = new HashMap<>();
    private final List<Held> heldResponses = new ArrayList<>();
    /** What may still arrive: created since the last rewind, or part of what was rewound to. */
    private final Set<String> currentTags = new HashSet<>();

    private WorkspaceModel model;
    private Instant source = START;
    private Instant lastNow = Instant.MIN;
    private int tags;
    /** Those between the two came while a rewind ran: from before it, or from what it brought back. */
    private int firstArrivalDuringRewind;

    private int firstArrival;
    private int arrivalsBefore;

    private record Memory(Saved saved, WorkspaceModel model) {}

    /** What a revision was; its clock is unknown if another thread moved it meanwhile. */
    private record Revision(WorkspaceModel model, long request) {}

    private record Held(CompletableFuture<Response> response, Expected expected, boolean[] released) {}

    WorkspaceStateMachine(WorkspaceUnderTest subject) {
        this.subject = subject;
        this.firstRevision = subject.observe().lastRevision();
        this.model = fresh();
    }

    private WorkspaceModel fresh() {
        return new WorkspaceModel(subject.webhooks(), firstRevision, source);
    }

    /** Runs all steps, closes the workspace, and fails with the story so far at the first difference. */
    void run(List<Step> steps) {
        try {
            for (Step step : steps) {
                story.add(String.valueOf(step));
                arrivalsBefore = subject.arrivals().size();
                limited(() -> {
                    step.run(this);
                    check();
                });
                lastNow = subject.now();
            }
            story.add("the end");
            limited(this::finish);
        } catch (AssertionError e) {
            throw new AssertionError(text() + e.getMessage(), e);
        }
    }

    private String text() {
        return IntStream.range(0, story.size())
                .mapToObj(i -> "  " + (i + 1) + ". " + story.get(i) + "\n")
                .collect(Collectors.joining("", "these steps:\n", ""));
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Fails if something does not end, and says where it is. */
    private static void limited(Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                        done.complete(null);
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                },
                "state machine");
        thread.setDaemon(true);
        thread.start();
        try {
            done.get(STEP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            AssertionError hangs = new AssertionError("the step did not end within " + STEP_LIMIT);
            hangs.setStackTrace(thread.getStackTrace());
            throw hangs;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AssertionError failed ? failed : new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    // Requests

    void create() throws Exception {
        if (isHeldUp()) {
            return;
        }
        String tag = newTag();
        request("POST", "/v1/task", "{\"title\":\"" + tag + "\"}", true, model.create(tag, requestTime()));
    }

    void createInBulk(int number) throws Exception {
        if (isHeldUp()) {
            return;
        }
        List<String> titles = IntStream.range(0, number).mapToObj(i -> newTag()).toList();
        String items =
                titles.stream().map(title -> "{\"title\":\"" + title + "\"}").collect(Collectors.joining(","));
        Expected expected = model.createAll(titles, requestTime());
        request("POST", "/v1/task/bulk", "{\"items\":[" + items + "]}", true, expected);
    }

    void update(int task) throws Exception {
        if (isHeldUp()) {
            return;
        }
        String tag = newTag();
        long id = id(task);
        request("PATCH", "/v1/task/" + id, "{\"title\":\"" + tag + "\"}", true, model.update(id, tag, requestTime()));
    }

    void delete(int task) throws Exception {
        long id = id(task);
        request("DELETE", "/v1/task/" + id, "", true, model.delete(id, requestTime()));
    }

    void list() throws Exception {
        Expected expected = model.unchanged(200, true, requestTime());
        Response response = request("GET", "/v1/task", "", true, expected);
        if (response != null && expected.status() == 200 && expected.form() == Form.WHOLE) {
            assertThat(TITLE.matcher(response.body()).results().map((MatchResult found) -> found.group(1)))
                    .as("listed tasks")
                    .containsExactlyElementsOf(model.tasks().values());
        }
    }

    void refused(int reason) throws Exception {
        switch (reason) {
            case 0 -> refused("POST", "/v1/task", "{\"title\":", true, 400);
            case 1 -> refused("POST", "/v1/task", "{\"title\":5}", true, 400);
            case 2 -> refused("PATCH", "/v1/task/987654", "{\"title\":\"x\"}", true, 404);
            case 3 -> refused("POST", "/v1/task", "{\"title\":\"x\"}", false, 401);
            default -> refused("GET", "/v1/nothing", "", true, 404);
        }
    }

    private void refused(String method, String path, String json, boolean hasToken, int status) throws Exception {
        request(method, path, json, hasToken, model.unchanged(status, hasToken, requestTime()));
    }

    void seed(int number) {
        List<String> titles = IntStream.range(0, number).mapToObj(i -> newTag()).toList();
        subject.seed(titles.stream()
                .map(title -> "    - title: " + title + "\n")
                .collect(Collectors.joining("", "basicops:\n  tasks:\n", "")));
        model.seed(titles);
        remember(0);
    }

    /** A request whose deliveries come before its response waits with them for a held response. */
    private boolean isHeldUp() {
        return model.mode() == WorkspaceModel.Mode.BEFORE_RESPONSE && waitsForHeldResponse();
    }

    private String newTag() {
        tags++;
        currentTags.add("t" + tags);
        return "t" + tags;
    }

    /** Returns the id of one of the tasks, or one that no task has. */
    private long id(int index) {
        List<Long> ids = List.copyOf(model.tasks().keySet());
        return ids.isEmpty() || index == 4 ? 987_654 : ids.get(index % ids.size());
    }

    private Instant requestTime() {
        return model.clock().isKnown() ? model.now() : subject.now();
    }

    /** Sends a request and compares the response; returns null if it is held back. */
    private Response request(String method, String path, String json, boolean hasToken, Expected expected)
            throws Exception {
        Object before = subject.state();
        CompletableFuture<Response> future = subject.request(method, path, json, hasToken);
        Response response = null;
        if (expected.form() == Form.HELD && subject.holdsResponses()) {
            await(
                    "the held request is in the journal",
                    () -> subject.observe().lastExchange() == model.journal().size());
            heldResponses.add(new Held(future, expected, new boolean[1]));
        } else {
            response = response(future, "the response");
            compare(response, expected);
        }
        story.set(story.size() - 1, last() + " -> " + (response == null ? "held" : response.status()));
        if (expected.changed()) {
            remember(model.requests());
        } else {
            assertThat(subject.state())
                    .as("records after a request that changes nothing")
                    .isSameAs(before);
        }
        return response;
    }

    private static Response response(CompletableFuture<Response> future, String what) throws Exception {
        try {
            return future.get(SOON.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(what + " did not come within " + SOON.multipliedBy(2), e);
        }
    }

    private static void compare(Response response, Expected expected) {
        if (expected.form() == Form.NONE) {
            assertThat(response).as("a lost response").isEqualTo(Response.NONE);
            return;
        }
        assertThat(response.status()).as("status; body %s", response.body()).isEqualTo(expected.status());
        assertThat(response.whole()).as("the body is whole").isEqualTo(expected.form() != Form.HALF);
        assertThat(isJson(response.body()))
                .as("the body is JSON: %s", response.body())
                .isEqualTo(expected.form() == Form.WHOLE || expected.form() == Form.HELD);
    }

    private static boolean isJson(String body) {
        try {
            return Json.read(body.getBytes(UTF_8)) != null;
        } catch (MalformedJson e) {
            return false;
        }
    }

    private void remember(long request) {
        revisions.put(model.revisions(), new Revision(model.rewound(), request));
    }

    void createDuring(int number, Step other) throws Exception {
        if (model.hasFaults()
                || waitsForHeldResponse()
                || (!model.clock().isKnown() && other instanceof Step.Advance)) {
            return;
        }
        List<String> titles = IntStream.range(0, number).mapToObj(i -> newTag()).toList();
        CompletableFuture<Void> creating = creating(titles, true);
        Instant before = requestTime();
        if (other instanceof Step.Advance advance) {
            subject.advance(advance.by());
            model.clock(model.clock().advanced(advance.by()));
        } else if (other instanceof Step.SetMode set) {
            subject.mode(set.mode());
            model.mode(set.mode());
        } else if (other instanceof Step.Settle) {
            subject.settle();
        } else if (other instanceof Step.DeliverAll) {
            subject.deliverAll();
        } else {
            assertThat(subject.observe().tasks().values())
                    .as("tasks while others are created")
                    .containsAll(model.tasks().values());
        }
        creating.get(SOON.toMillis() * 2, TimeUnit.MILLISECONDS);
        titles.forEach(title -> model.create(title, before));
    }

    /** Creates tasks on another thread. */
    private CompletableFuture<Void> creating(List<String> titles, boolean checksTime) {
        return CompletableFuture.runAsync(
                () -> {
                    for (String title : titles) {
                        Instant time = subject.now();
                        Response response = subject.request("POST", "/v1/task", "{\"title\":\"" + title + "\"}", true)
                                .join();
                        assertThat(response.status())
                                .as("status of a creation meanwhile")
                                .isEqualTo(200);
                        if (checksTime) {
                            assertThat(subject.now())
                                    .as("the time meanwhile does not go back")
                                    .isAfterOrEqualTo(time);
                        }
                    }
                },
                work -> new Thread(work, "state machine's other client").start());
    }

    /** Tasks that were created before the rewind are gone with all that they caused, and the others have all of it. */
    void rewindDuring(int number, int index) throws Exception {
        if (model.hasFaults() || waitsForHeldResponse() || snapshots.isEmpty()) {
            return;
        }
        Memory memory = snapshots.get(index % snapshots.size());
        if (memory.model().hasFaults()) {
            return;
        }
        List<String> titles = IntStream.range(0, number).mapToObj(i -> newTag()).toList();
        CompletableFuture<Void> creating = creating(titles, false);
        subject.rewind(memory.saved());
        rewound(memory.model().rewound(), memory.saved().pending());
        creating.get(SOON.toMillis() * 2, TimeUnit.MILLISECONDS);
        Observation after = subject.observe();
        int created = after.tasks().size() - model.tasks().size();
        List<String> kept = titles.subList(number - created, number);
        currentTags.addAll(kept);
        kept.forEach(title -> model.create(title, requestTime()));
        // The one that was under way may have had its number and its time before.
        assertThat(after.requests()).as("number of requests").isBetween(model.requests() - 1, model.requests());
        if (model.clock().isKnown()) {
            Duration tick = model.clock().tick();
            assertThat(subject.now()).as("the time").isBetween(model.now().minus(tick), model.now());
            model.clock(model.clock().advanced(Duration.between(model.now(), subject.now())));
        }
        model.renumber(after.requests(), after.journal(), after.writes(model.firstRevision()));
    }

    // The clock

    void advance(Duration by) {
        Instant before = subject.now();
        subject.advance(by);
        model.clock(model.clock().advanced(by));
        assertThat(subject.now()).as("the time after an advance").isAfterOrEqualTo(before.plus(by));
    }

    void setClock(Duration from, Duration tick) {
        subject.set(START.plus(from), tick);
        model.clock(model.clock().set(START.plus(from), tick));
        lastNow = Instant.MIN;
    }

    void follow(WorkspaceUnderTest.Source other) {
        subject.follow(other);
        model.clock(other == WorkspaceUnderTest.Source.MOVABLE ? Clock.SOURCE : Clock.SYSTEM);
        lastNow = Instant.MIN;
    }

    void awaitRetry() {
        Instant soon = subject.now().plus(RETRY_SOON);
        boolean comes =
                subject.observe().waiting().stream().anyMatch(one -> one.due().isBefore(soon));
        if (model.clock().isKnown() || !comes) {
            return;
        }
        await(
                "a retry that is due is sent by itself",
                () -> subject.observe().waiting().stream()
                        .noneMatch(one -> one.due().isBefore(soon)));
    }

    void moveSource(Duration by) {
        subject.moveSource(by);
        source = source.plus(by);
        model.source(source);
        settle();
    }

    // Deliveries

    void mode(WorkspaceModel.Mode mode) {
        subject.mode(mode);
        model.mode(mode);
    }

    void retries(int attempts, Duration backoff) {
        subject.retries(attempts, backoff);
    }

    void deliveryFault(WorkspaceModel.DeliveryFault deliveryFault, int nth, int times) {
        subject.deliveryFault(deliveryFault, nth, times);
        model.deliveryFault(deliveryFault, nth, times);
    }

    void settle() {
        subject.settle();
        checkSettled();
    }

    void deliverNext() {
        if (!waitsForHeldResponse()) {
            subject.deliverNext();
        }
    }

    void deliverAll() {
        if (waitsForHeldResponse()) {
            return;
        }
        subject.deliverAll();
        if (model.clock().isKnown()) {
            assertThat(subject.observe().held())
                    .as("held after all were delivered")
                    .isEmpty();
        }
    }

    /** Everything has settled before, so that the waiting copies that the call forgets can be counted. */
    void deliverHeld(int index) {
        if (waitsForHeldResponse()) {
            return;
        }
        settle();
        Observation before = subject.observe();
        if (!before.held().isEmpty()) {
            long message = before.held().get(index % before.held().size());
            subject.deliverHeld(index % before.held().size());
            model.sentAgain(message, true, before.waitingCopies(message));
        }
    }

    /** Counts from the newest attempt. */
    void deliverAgain(int index) {
        if (waitsForHeldResponse()) {
            return;
        }
        settle();
        Observation before = subject.observe();
        if (!before.attempts().isEmpty()) {
            int place = before.attempts().size() - 1 - index % before.attempts().size();
            Tried attempt = before.attempts().get(place);
            subject.deliverAgain(place);
            boolean wasHeld = before.heldParcels().contains(attempt.queued());
            model.sentAgain(attempt.message(), wasHeld, before.waitingCopies(attempt.message()));
        }
    }

    void drop(int index) {
        List<Long> held = subject.observe().held();
        if (!held.isEmpty()) {
            subject.drop(index % held.size());
        }
    }

    void behaviour(int receiver, Behaviour behaviour) {
        subject.behaviour(receiver, behaviour);
    }

    /** Deliveries keep their order, so that a new one waits for those of a request whose response is held. */
    private boolean waitsForHeldResponse() {
        return !heldResponses.isEmpty();
    }

    // Faults

    void fault(WorkspaceModel.Fault fault, int times) {
        subject.fault(fault, times);
        model.fault(fault, times);
    }

    void clearFaults() {
        subject.clearFaults();
        model.clearFaults();
        releaseHeldResponses();
    }

    void rateLimit(int requests) {
        if (requests > 0) {
            subject.rateLimit(requests, WorkspaceModel.RATE_WINDOW);
            model.rateLimit(requests);
        } else {
            clearFaults();
        }
    }

    // History

    void snapshot() {
        snapshots.add(new Memory(subject.snapshot(), model.rewound()));
    }

    void rewind(int index) {
        if (snapshots.isEmpty()) {
            return;
        }
        Memory memory = snapshots.get(index % snapshots.size());
        subject.rewind(memory.saved());
        rewound(memory.model().rewound(), memory.saved().pending());
    }

    void rewindToRevision(int index) {
        List<Long> kept = subject.observe().revisions().stream()
                .map(Observation.Revision::number)
                .filter(revisions::containsKey)
                .toList();
        if (kept.isEmpty()) {
            return;
        }
        long number = kept.get(index % kept.size());
        Revision revision = revisions.get(number);
        if (subject.rewindTo(number)) {
            rewound(model.rewoundTo(revision.model(), number, revision.request()), List.of());
        }
    }

    void reset() {
        subject.reset();
        rewound(fresh(), List.of());
    }

    void reopen() {
        subject.reopen();
        rewound(fresh(), List.of());
        revisions.clear();
    }

    private void rewound(WorkspaceModel earlier, List<Pending> pending) {
        firstArrivalDuringRewind = arrivalsBefore;
        firstArrival = subject.arrivals().size();
        model = earlier;
        model.source(source);
        currentTags.clear();
        pending.forEach(one -> {
            model.pending(one.message(), one.tag());
            currentTags.add(one.tag());
        });
        revisions.keySet().removeIf(number -> number > model.revisions());
        lastNow = Instant.MIN;
        releaseHeldResponses();
    }

    private void releaseHeldResponses() {
        heldResponses.forEach(held -> held.released()[0] = true);
    }

    // Comparing

    private void check() throws Exception {
        checkHeldResponses();
        Observation seen = subject.observe();
        checkClock();
        assertThat(seen.tasks()).as("tasks").isEqualTo(model.tasks());
        checkLogs(seen);
        checkDeliveries(seen, false);
        checkArrivals();
    }

    private void checkClock() {
        Instant now = subject.now();
        if (model.clock().isKnown()) {
            assertThat(now).as("the time").isEqualTo(model.now());
        }
        assertThat(now).as("the time does not go back").isAfterOrEqualTo(lastNow);
    }

    private void checkHeldResponses() throws Exception {
        for (Held held : List.copyOf(heldResponses)) {
            Instant now = requestTime();
            if (held.released()[0] || !now.isBefore(held.expected().until())) {
                compare(response(held.response(), "the held response"), held.expected());
                heldResponses.remove(held);
            } else {
                assertThat(held.response())
                        .as("a response that waits for the clock")
                        .isNotDone();
            }
        }
    }

    private void checkLogs(Observation seen) {
        assertThat(seen.requests()).as("number of requests").isEqualTo(model.requests());
        assertThat(seen.lastExchange())
                .as("number of journal entries")
                .isEqualTo(model.journal().size());
        assertThat(seen.journal())
                .as("requests in the journal, the newest")
                .containsExactlyInAnyOrderElementsOf(newest(model.journal(), WorkspaceUnderTest.JOURNAL));
        assertThat(seen.lastRevision()).as("number of revisions").isEqualTo(model.revisions());
        List<Observation.Revision> since = seen.revisions().stream()
                .filter(revision -> revision.number() > model.firstRevision())
                .toList();
        assertThat(since.stream().map(Observation.Revision::number))
                .as("revisions since the last rewind")
                .containsExactlyElementsOf(LongStream.rangeClosed(model.firstRevision() + 1, model.revisions())
                        .boxed()
                        .toList());
        assertThat(seen.writes(model.firstRevision()))
                .as("requests that made revisions")
                .containsExactlyElementsOf(model.writes());
        assertThat(newest(since.stream().flatMap(each -> each.events().stream()).toList(), MAX_HISTORY))
                .as("events of all revisions")
                .isEqualTo(seen.events());
        assertThat(List.of(seen.attempts(), seen.dead(), seen.revisions(), seen.events()))
                .as("sizes of histories")
                .allMatch(history -> history.size() <= MAX_HISTORY);
    }

    private static List<Long> newest(List<Long> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    /**
     * Each copy of a delivery is in one place, in line or in flight. When everything has settled, none is in flight, and none is
     * in line unless a response is held.
     */
    private void checkDeliveries(Observation seen, boolean settled) {
        assertThat(seen.lastLetter()).as("number of deliveries").isEqualTo(model.lastLetter());
        Set<Long> numbers = seen.attempts().stream().map(Tried::message).collect(Collectors.toSet());
        numbers.addAll(seen.held());
        assertThat(model.messages().keySet()).as("known deliveries").containsAll(numbers);
        model.messages().forEach((number, message) -> {
            assertThat(seen.places(number))
                    .as(
                            "places of delivery %d, %s, which is %d times there: %s",
                            number, message.tag(), message.copies(), seen.where(number))
                    .isBetween(settled ? message.copies() - seen.inLine(number) : 0, message.copies());
        });
        if (settled && heldResponses.isEmpty()) {
            assertThat(seen.inLine())
                    .as("deliveries in line, although no response is held")
                    .isEmpty();
        }
        checkOrder(seen);
    }

    private void checkOrder(Observation seen) {
        Map<String, Long> last = new HashMap<>();
        for (Tried attempt : seen.attempts()) {
            Message message = model.messages().get(attempt.message());
            if (attempt.tries() == 1 && message.ordered()) {
                long before = last.getOrDefault(attempt.receiver(), 0L);
                assertThat(attempt.message())
                        .as("first attempts to %s in order", attempt.receiver())
                        .isGreaterThanOrEqualTo(before);
                last.put(attempt.receiver(), attempt.message());
            }
        }
    }

    private void checkArrivals() {
        assertThat(arrivals(firstArrival))
                .as("arrivals since the last rewind")
                .allMatch(arrival -> currentTags.contains(arrival.tag()));
    }

    private List<Arrival> arrivals(int first) {
        List<Arrival> arrivals = subject.arrivals();
        return arrivals.subList(first, arrivals.size());
    }

    /** Retries on a clock that runs may be in flight just now, so this waits for them. */
    private void checkSettled() {
        await("every delivery is in its place", () -> {
            Observation seen = subject.observe();
            checkDeliveries(seen, true);
            checkAttemptsArrived(seen);
            checkInbox(seen);
            if (model.clock().isKnown()) {
                Instant now = subject.now();
                assertThat(seen.waiting())
                        .as("due at %s", now)
                        .allMatch(one -> one.due().isAfter(now));
            }
            if (model.mode() != WorkspaceModel.Mode.HELD) {
                assertThat(seen.held()).as("held, although nothing is to be").isEmpty();
            }
            return true;
        });
    }

    /** Whatever a receiver answered has arrived there as often as it was answered, and no more often than it was tried. */
    private void checkAttemptsArrived(Observation seen) {
        Map<Arrival, Long> tried = counted(seen, List.of(Outcome.values()));
        Map<Arrival, Long> answered = counted(seen, List.of(Outcome.DELIVERED, Outcome.REFUSED));
        counted(arrivals(firstArrival))
                .forEach((arrival, times) -> assertThat(times)
                        .as("arrivals of %s, which was tried so often", arrival)
                        .isLessThanOrEqualTo(tried.getOrDefault(arrival, 0L)));
        Map<Arrival, Long> arrived = counted(arrivals(firstArrivalDuringRewind));
        answered.forEach((arrival, times) -> assertThat(arrived.getOrDefault(arrival, 0L))
                .as("arrivals of %s, which was answered so often", arrival)
                .isGreaterThanOrEqualTo(times));
    }

    private static Map<Arrival, Long> counted(List<Arrival> arrivals) {
        return arrivals.stream().collect(Collectors.groupingBy(arrival -> arrival, Collectors.counting()));
    }

    private void checkInbox(Observation seen) {
        List<Tried> tried = seen.attempts().stream()
                .filter(attempt -> attempt.tries() > 0 && attempt.receiver().contains(INBOX))
                .toList();
        long answered = tried.stream()
                .filter(attempt -> attempt.outcome() == Outcome.DELIVERED)
                .count();
        assertThat(subject.inboxMessages())
                .as("messages in the inbox: answered, or tried")
                .isBetween((int) answered, tried.size());
    }

    private Map<Arrival, Long> counted(Observation seen, List<Outcome> outcomes) {
        return seen.attempts().stream()
                .filter(attempt -> attempt.tries() > 0 && outcomes.contains(attempt.outcome()))
                .filter(attempt -> !attempt.receiver().contains(INBOX))
                .collect(Collectors.groupingBy(
                        attempt -> new Arrival(attempt.receiver(), attempt.tag()), Collectors.counting()));
    }

    private interface Check {
        boolean holds();
    }

    private static void await(String what, Check check) {
        AssertionError[] last = new AssertionError[1];
        boolean held = ServerThreads.await(
                () -> {
                    try {
                        return check.holds();
                    } catch (AssertionError e) {
                        last[0] = e;
                        return false;
                    }
                },
                SOON);
        if (!held) {
            throw last[0] != null ? last[0] : new AssertionError("within " + SOON + ": " + what);
        }
    }

    /** Lets everything go, compares all of it once more, and closes. */
    private void finish() throws Exception {
        clearFaults();
        checkHeldResponses();
        mode(WorkspaceModel.Mode.AFTER_RESPONSE);
        settle();
        check();
        subject.closeWorkspace();
        int arrivals = subject.arrivals().size();
        assertThat(subject.closeAndFindRemains())
                .as("what remains after closing")
                .isEmpty();
        assertThat(subject.arrivals()).as("arrivals after closing").hasSize(arrivals);
    }

    private String last() {
        return story.get(story.size() - 1);
    }
}
