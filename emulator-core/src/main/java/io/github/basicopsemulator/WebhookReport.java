package io.github.basicopsemulator;

import io.github.basicopsemulator.event.Event;
import io.github.basicopsemulator.journal.Redactor;
import io.github.basicopsemulator.store.Entity;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The registered webhooks and the newest events, for messages about missing deliveries. */
record WebhookReport(List<Entity> webhooks, List<Event> events) {

    private static final int NEWEST = 10;

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("\n  registered webhooks (").append(webhooks.size()).append(")");
        webhooks.forEach(webhook -> text.append("\n    ").append(webhook(webhook)));
        text.append("\n  newest events (")
                .append(Math.min(NEWEST, events.size()))
                .append(")");
        events.subList(Math.max(0, events.size() - NEWEST), events.size())
                .forEach(event -> text.append("\n    ").append(event(event)));
        return text.toString();
    }

    private static String webhook(Entity webhook) {
        return webhook.get("key") + " wants " + webhook.get("events") + within("project", webhook.get("project"))
                + within("section", webhook.get("section")) + " at "
                + Redactor.text(String.valueOf(webhook.get("url")));
    }

    private static String within(String what, @Nullable Object id) {
        return id == null ? "" : " of " + what + " " + id;
    }

    private static String event(Event event) {
        return event.entity() + " " + event.action().name().toLowerCase(Locale.ROOT) + " at " + event.at() + " by user "
                + event.actor();
    }
}
