package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.CommitContext;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.webhook.Inboxes.SignatureCheck;
import io.github.basicopsemulator.webhook.PayloadFormat;
import io.github.basicopsemulator.webhook.WebhookMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the webhooks that subscribed to an event.
 *
 *
 * <p>Assumed, except the filter by project: the meaning of the filters. A record matches a webhook's project or section
 * by its old or its new one; user events never match such a filter.
 */
final class WebhookSubscriptions {

    private final WebhookPayloads messages;
    private final SignatureFormat signatures;

    WebhookSubscriptions(WebhookPayloads messages, SignatureFormat signatures) {
        this.messages = messages;
        this.signatures = signatures;
    }

    /**
     * Returns the messages for the webhooks that existed before the change, including one that is removed with its
     * project.
     */
    List<WebhookMessage> messages(CommitContext commit) {
        List<WebhookMessage> written = new ArrayList<>();
        Iterable<Entity> webhooks = commit.before().all(Webhooks.KIND);
        if (!webhooks.iterator().hasNext()) {
            return written;
        }
        for (WebhookEvent occurrence : WebhookEvent.of(commit.drafts())) {
            for (Entity webhook : webhooks) {
                if (wants(webhook, occurrence.name(":"))) {
                    WebhookEvent concerning = occurrence.only(
                            draft -> isWithin(draft.before(), webhook) || isWithin(draft.after(), webhook));
                    if (!concerning.changes().isEmpty()) {
                        written.add(message(concerning, webhook, commit));
                    }
                }
            }
        }
        return written;
    }

    private static boolean wants(Entity webhook, String event) {
        return Arrays.stream(webhook.text("events").split(","))
                .map(String::strip)
                .anyMatch(event::equals);
    }

    private static boolean isWithin(@Nullable Entity entity, Entity webhook) {
        return entity != null
                && fits(webhook.number("project"), place(entity, Projects.KIND, "project"))
                && fits(webhook.number("section"), place(entity, Sections.KIND, "section"));
    }

    private static boolean fits(@Nullable Long wanted, @Nullable Long place) {
        return wanted == null || wanted.equals(place);
    }

    /** A project counts as its own project, and a section as its own section. */
    private static @Nullable Long place(Entity entity, Kind self, String field) {
        if (entity.kind() == self) {
            return entity.id();
        }
        return entity.layout().has(field) ? entity.number(field) : null;
    }

    private WebhookMessage message(WebhookEvent occurrence, Entity webhook, CommitContext commit) {
        Object own = webhook.get("payload");
        PayloadFormat form = own == null
                ? commit.form()
                : PayloadFormat.valueOf(own.toString().toUpperCase(Locale.ROOT));
        return new WebhookMessage(
                webhook.text("key"),
                occurrence.name(":"),
                url(webhook, commit),
                () -> messages.write(occurrence, webhook, form, commit));
    }

    /** That of an inbox may be a path, which leads into the workspace that the webhook is in. */
    private static String url(Entity webhook, CommitContext commit) {
        String url = webhook.text("url");
        return url.startsWith("/") ? commit.base() + url : url;
    }

    /** Checks if a request to an inbox was signed with the secret of a webhook that leads there. */
    SignatureCheck check(Request request, Entities entities) {
        Optional<String> signature = request.headers().first(signatures.header());
        if (signature.isEmpty()) {
            return SignatureCheck.NONE;
        }
        for (Entity webhook : entities.all(Webhooks.KIND)) {
            boolean genuine = leadsTo(webhook, request)
                    && webhook.get("secret") instanceof String secret
                    && signatures.matches(secret, request.body(), signature.get());
            if (genuine) {
                return SignatureCheck.VALID;
            }
        }
        return SignatureCheck.INVALID;
    }

    /** Returns true if a webhook leads to the path of a request, under any host name. */
    private static boolean leadsTo(Entity webhook, Request request) {
        String path = URI.create(webhook.text("url")).getRawPath();
        return path != null && path.endsWith(request.path());
    }
}
