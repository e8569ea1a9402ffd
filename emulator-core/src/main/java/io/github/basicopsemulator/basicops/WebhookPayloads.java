package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.CommitContext;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.event.EventLog.Draft;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.webhook.PayloadFormat;
import io.github.basicopsemulator.webhook.WebhookMessage.Content;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a webhook: an event, its user, and the records as they are, or were before their deletion (L1667).
 *
 *
 * <p>{@link PayloadFormat#OBSERVED} is the format that existing receivers read: {@code data} in place of {@code
 * records}, names with dots, the webhook and the company, and the changes of each record. Not emulated: its key {@code
 * updates}, for which there is no example.
 */
final class WebhookPayloads {

    private final Map<Kind, Fields> records = new HashMap<>();
    private final BasicOpsDialect dialect;
    private final SignatureFormat signatures;

    WebhookPayloads(List<Resource> resources, BasicOpsDialect dialect, SignatureFormat signatures) {
        resources.forEach(resource -> records.put(resource.kind(), resource.fields()));
        this.dialect = dialect;
        this.signatures = signatures;
    }

    Content write(WebhookEvent occurrence, Entity webhook, PayloadFormat form, CommitContext commit) {
        Map<String, @Nullable Object> event = switch (form) {
            case DOCUMENTED -> documented(occurrence, webhook, commit);
            case OBSERVED -> observed(occurrence, webhook, commit);
        };
        byte[] body = Json.write(Json.object("events", List.of(event)));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "BasicOps-Emulator");
        boolean signs = !webhook.text("signing").equals("none");
        if (signs) {
            headers.put(signatures.header(), signatures.sign(webhook.text("secret"), body));
        }
        return new Content(headers, body, signs ? signatures.header() : null);
    }

    private Map<String, @Nullable Object> documented(WebhookEvent occurrence, Entity webhook, CommitContext commit) {
        List<Object> told = new ArrayList<>();
        for (Draft draft : occurrence.changes().values()) {
            told.add(
                    webhook.is("excludeDetails")
                            ? idOnly(draft)
                            : fields(occurrence).show(WebhookEvent.entity(draft), view(draft, commit)));
        }
        return Json.object(
                "timestamp", dialect.moment(commit.at()),
                "event", occurrence.name(":"),
                "user", actor(commit, "firstName", "lastName", "roles", "id", "email"),
                "records", told);
    }

    private Map<String, @Nullable Object> observed(WebhookEvent occurrence, Entity webhook, CommitContext commit) {
        List<Object> told = new ArrayList<>();
        for (Draft draft : occurrence.changes().values()) {
            told.add(webhook.is("excludeDetails") ? idOnly(draft) : withChange(occurrence, draft, commit));
        }
        return Json.object(
                "event", occurrence.name("."),
                "timestamp", dialect.moment(commit.at()),
                "companyId", Webhooks.COMPANY,
                "webhookId", webhook.text("key"),
                "user", actor(commit, "id", "firstName", "lastName"),
                "data", told);
    }

    private static Map<String, @Nullable Object> idOnly(Draft draft) {
        return Json.object("id", WebhookEvent.entity(draft).id());
    }

    private Map<String, @Nullable Object> withChange(WebhookEvent occurrence, Draft draft, CommitContext commit) {
        Map<String, @Nullable Object> record = fields(occurrence).json(WebhookEvent.entity(draft), view(draft, commit));
        if (draft.before() != null && draft.after() != null) {
            Map<String, @Nullable Object> before =
                    fields(occurrence).json(draft.before(), view(commit.before(), commit));
            Map<String, @Nullable Object> change = Json.object();
            record.forEach((name, to) -> {
                if (!name.equals("updated") && !Objects.equals(before.get(name), to)) {
                    change.put(name, Json.object("from", before.get(name), "to", to));
                }
            });
            record.put("change", change);
        }
        return record;
    }

    private Fields fields(WebhookEvent occurrence) {
        return Objects.requireNonNull(records.get(occurrence.kind()));
    }

    private RenderContext view(Draft draft, CommitContext commit) {
        return view(draft.after() == null ? commit.before() : commit.after(), commit);
    }

    private RenderContext view(State state, CommitContext commit) {
        return new RenderContext(state, commit.base(), dialect::moment, commit.at());
    }

    /** The user, as in the example of a delivery: without a picture (L1672). Null for a removed user. */
    private @Nullable Map<String, @Nullable Object> actor(CommitContext commit, String... shown) {
        Entity user = commit.after().find(Users.KIND, commit.actor());
        if (user == null) {
            user = commit.before().find(Users.KIND, commit.actor());
        }
        if (user == null) {
            return null;
        }
        Map<String, @Nullable Object> all =
                Objects.requireNonNull(records.get(Users.KIND)).json(user, view(commit.after(), commit));
        Map<String, @Nullable Object> actor = Json.object();
        for (String name : shown) {
            actor.put(name, all.get(name));
        }
        return actor;
    }
}
