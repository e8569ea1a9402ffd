package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.event.Event.Action;
import io.github.basicopsemulator.event.EventLog.Draft;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * One action on one collection in one request: one event for a webhook, with any number of records.
 *
 * @param changes the changes by the ids of the records
 */
record WebhookEvent(Kind kind, Action action, Map<Long, Draft> changes) {

    /** The collections that webhooks can subscribe to (L1579). */
    private static final Map<Kind, String> COLLECTIONS = Map.of(
            Tasks.KIND, "task",
            Projects.KIND, "project",
            Sections.KIND, "section",
            Notes.KIND, "note",
            Users.KIND, "user");

    static boolean isTold(Kind kind) {
        return COLLECTIONS.containsKey(kind);
    }

    /** Groups changes into events, in the order of their first change. */
    static List<WebhookEvent> of(List<Draft> drafts) {
        Map<String, WebhookEvent> occurrences = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            Kind kind = entity(draft).kind();
            if (isTold(kind)) {
                occurrences
                        .computeIfAbsent(
                                kind + ":" + draft.action(),
                                any -> new WebhookEvent(kind, draft.action(), new LinkedHashMap<>()))
                        .add(draft);
            }
        }
        return new ArrayList<>(occurrences.values());
    }

    /** Adds a change; several changes of a record become one, from the first state to the last. */
    private void add(Draft draft) {
        Draft earlier = changes.get(entity(draft).id());
        changes.put(entity(draft).id(), earlier == null ? draft : new Draft(action, earlier.before(), draft.after()));
    }

    /** The record in its newest form. */
    static Entity entity(Draft draft) {
        return Objects.requireNonNull(draft.after() != null ? draft.after() : draft.before());
    }

    /** The same, done only to the records in question. */
    WebhookEvent only(Predicate<Draft> inQuestion) {
        Map<Long, Draft> some = new LinkedHashMap<>();
        changes.forEach((id, draft) -> {
            if (inQuestion.test(draft)) {
                some.put(id, draft);
            }
        });
        return new WebhookEvent(kind, action, some);
    }

    /** Its name, such as {@code basicops:task:created} where colons separate (L1578). */
    String name(String separator) {
        String done = switch (action) {
            case CREATED -> "created";
            case UPDATED -> "updated";
            case REMOVED -> "deleted";
        };
        return String.join(separator, "basicops", COLLECTIONS.get(kind), done);
    }
}
