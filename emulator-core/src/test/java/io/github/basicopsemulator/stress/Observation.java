package io.github.basicopsemulator.stress;

import io.github.basicopsemulator.engine.ChangeHistory;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.journal.RecordedExchange;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.webhook.DeliveryAttempt;
import io.github.basicopsemulator.webhook.DeliveryAttempt.Outcome;
import io.github.basicopsemulator.webhook.DispatcherSnapshot;
import io.github.basicopsemulator.webhook.QueuedDelivery;
import io.github.basicopsemulator.webhook.WebhookDispatcherInternals;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that can be seen of a workspace. Deliveries are read in an order in which one that moves on meanwhile is seen once at most.
 *
 * @param journal the numbers of the requests in the journal
 * @param events the numbers of events
 * @param waiting when waiting deliveries are due
 * @param inLine the numbers of deliveries that wait for a response or for the delivery before; read last
 */
record Observation(
        Map<Long, String> tasks,
        List<Tried> attempts,
        List<Long> dead,
        List<QueuedDelivery> heldParcels,
        List<Waiting> waiting,
        List<Long> reordered,
        List<Long> inLine,
        long lastLetter,
        long requests,
        long lastExchange,
        List<Long> journal,
        List<Revision> revisions,
        long lastRevision,
        List<Long> events,
        long rewinds) {

    private static final Pattern TAG = Pattern.compile("\"title\":\"(t\\d+)\"");

    /** An attempt at a delivery; {@code tries} is 0 if nothing was sent. */
    record Tried(long message, int tries, QueuedDelivery queued, Outcome outcome) {

        /** Returns the path of the receiver's URL. */
        String receiver() {
            return URI.create(queued.message().url()).getPath();
        }

        String tag() {
            return Observation.tag(queued.content().body());
        }
    }

    record Waiting(long message, Instant due) {}

    record Revision(long number, long request, List<Long> events) {}

    /** A delivery that a snapshot has. */
    record Pending(long message, String tag) {}

    static Observation of(WorkspaceRuntime runtime, Kind task) {
        List<DeliveryAttempt> attempts = runtime.dispatcher().attempts();
        List<DeliveryAttempt> dead = runtime.dispatcher().dead();
        DispatcherSnapshot dispatcherSnapshot = runtime.dispatcher().dispatcherSnapshot();
        List<ChangeHistory.Revision> moments = runtime.revisions().all();
        return new Observation(
                tasks(runtime, task),
                attempts.stream()
                        .map(attempt -> new Tried(
                                attempt.queued().number(), attempt.number(), attempt.queued(), attempt.outcome()))
                        .toList(),
                dead.stream().map(attempt -> attempt.queued().number()).toList(),
                dispatcherSnapshot.held(),
                dispatcherSnapshot.waiting().stream()
                        .map(one -> new Waiting(one.queued().number(), one.due()))
                        .toList(),
                numbers(dispatcherSnapshot.reordered()),
                numbers(WebhookDispatcherInternals.inLine(runtime.dispatcher())),
                dispatcherSnapshot.numbers(),
                runtime.requests(),
                runtime.journal().last(),
                runtime.journal().all().stream()
                        .map(RecordedExchange::requestNumber)
                        .toList(),
                moments.stream()
                        .map(moment -> new Revision(moment.number(), moment.request(), eventNumbers(moment.events())))
                        .toList(),
                runtime.revisions().last(),
                eventNumbers(runtime.events().events()),
                runtime.timesPutBack());
    }

    private static Map<Long, String> tasks(WorkspaceRuntime runtime, Kind kind) {
        Map<Long, String> tasks = new LinkedHashMap<>();
        for (Entity entity : runtime.store().state().all(kind)) {
            tasks.put(entity.id(), entity.text("title"));
        }
        return tasks;
    }

    private static List<Long> numbers(List<QueuedDelivery> queuedDeliveries) {
        return queuedDeliveries.stream().map(QueuedDelivery::number).toList();
    }

    private static List<Long> eventNumbers(List<Event> events) {
        return events.stream().map(Event::number).toList();
    }

    static List<Pending> pending(DispatcherSnapshot dispatcherSnapshot) {
        List<QueuedDelivery> queuedDeliveries = new ArrayList<>(dispatcherSnapshot.held());
        dispatcherSnapshot.waiting().forEach(one -> queuedDeliveries.add(one.queued()));
        queuedDeliveries.addAll(dispatcherSnapshot.reordered());
        return queuedDeliveries.stream()
                .map(queued -> new Pending(queued.number(), tag(queued.content().body())))
                .toList();
    }

    /** Returns the title of the first record in a message. */
    static String tag(byte[] body) {
        Matcher tag = TAG.matcher(new String(body, StandardCharsets.UTF_8));
        return tag.find() ? tag.group(1) : "";
    }

    /** Returns the numbers of held deliveries, in order. */
    List<Long> held() {
        return numbers(heldParcels);
    }

    /** Returns the numbers of the requests that made the revisions after this one. */
    List<Long> writes(long revision) {
        return revisions.stream()
                .filter(each -> each.number() > revision && each.request() > 0)
                .map(Revision::request)
                .toList();
    }

    int inLine(long message) {
        return Collections.frequency(inLine, message);
    }

    int waitingCopies(long message) {
        return (int) waiting.stream().filter(one -> one.message() == message).count();
    }

    /** Says where the copies of a delivery are. */
    String where(long message) {
        return "attempts "
                + attempts.stream()
                        .filter(attempt -> attempt.message() == message)
                        .map(attempt -> attempt.tries() + " " + attempt.outcome())
                        .toList()
                + ", dead " + dead.stream().filter(number -> number == message).count()
                + ", held "
                + held().stream().filter(number -> number == message).count()
                + ", waiting "
                + waiting.stream().filter(one -> one.message() == message).toList()
                + ", to be overtaken "
                + reordered.stream().filter(number -> number == message).count()
                + ", in line " + inLine(message);
    }

    /** Returns how many copies of a delivery came to an end or stand still. */
    int places(long message) {
        long ended = attempts.stream()
                .filter(attempt -> attempt.message() == message)
                .filter(attempt -> attempt.outcome() != Outcome.REFUSED && attempt.outcome() != Outcome.FAILED)
                .count();
        long readLocked = held().stream().filter(number -> number == message).count()
                + waiting.stream().filter(one -> one.message() == message).count()
                + reordered.stream().filter(number -> number == message).count();
        return (int) (ended + dead.stream().filter(number -> number == message).count() + readLocked);
    }
}
