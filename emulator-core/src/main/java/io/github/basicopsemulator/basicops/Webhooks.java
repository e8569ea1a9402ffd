package io.github.basicopsemulator.basicops;

import static io.github.basicopsemulator.engine.Route.delete;
import static io.github.basicopsemulator.engine.Route.get;
import static io.github.basicopsemulator.engine.Route.post;
import static io.github.basicopsemulator.engine.Route.put;
import static io.github.basicopsemulator.field.Field.choice;
import static io.github.basicopsemulator.field.Field.flag;
import static io.github.basicopsemulator.field.Field.reference;
import static io.github.basicopsemulator.field.Field.text;
import static io.github.basicopsemulator.field.Field.whole;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A webhook: a URL that subscribes to events. {@link WebhookSubscriptions} decides when it is called. */
final class Webhooks extends Resource {

    static final Kind KIND = new Kind("webhook");

    /** The path of an inbox, for seeds that do not know the address of the emulator. */
    private static final Pattern INBOX = Pattern.compile("/_emulator/inbox/[A-Za-z0-9._~-]{1,200}");

    static final int COMPANY = 2;
    private static final Set<String> COLLECTIONS = Set.of("task", "project", "section", "note", "user");
    private static final Set<String> ACTIONS = Set.of("created", "updated", "deleted");

    Webhooks() {
        super(Fields.of(
                KIND,
                whole("Id").required().shown((webhook, view) -> webhook.id()),
                whole("CompanyId").required().shown((webhook, view) -> COMPANY),
                whole("UserId").required().shown((webhook, view) -> webhook.get("user")),
                text("EId").required().shown((webhook, view) -> webhook.get("key")),
                text("Name").required().shown((webhook, view) -> webhook.get("name")),
                text("Url").required().shown((webhook, view) -> webhook.get("url")),
                text("Events").required().shown((webhook, view) -> webhook.get("events")),
                reference("project", Projects.KIND).omittedWhenNull().owned(),
                reference("section", Sections.KIND).omittedWhenNull().owned(),
                flag("ExcludeDetails").required().shown((webhook, view) -> webhook.is("excludeDetails")),
                text("name").required().hidden(),
                text("url").required().hidden(),
                text("events").required().hidden(),
                flag("excludeDetails").initially(false).hidden(),
                choice("signing", List.of("none", "generate", "provided"))
                        .initially("none")
                        .hidden(),
                text("secret").secret().hidden(),
                choice("payload", List.of("documented", "observed")).hidden(),
                text("key").readOnly().hidden().indexed(),
                reference("user", Users.KIND).readOnly().hidden()));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                post("/v1/webhook", this::register)
                        .taking(fields())
                        .answering(registered())
                        .documented(78, "L1550"),
                put("/v1/webhook/{id}", this::merge).answering(registered()).documented(79, "L1583"),
                delete("/v1/webhook/{id}", this::erase)
                        .answering(Schemas.DONE_ANSWER)
                        .documented(80, "L1620"),
                get("/v1/webhook/{id}", this::showByKey).documented(81, "L1627"),
                get("/v1/webhook", this::list).documented(82, "L1646"));
    }

    private Response register(Call call) {
        call.assume(Quirks.WEBHOOK_ANSWER);
        return told(null, make(read(call.body(), true, "$", call), null, call), call);
    }

    /** Shows a generated secret once, when it is new (L1582). Assumed: its key {@code Secret}. */
    private Response told(@Nullable Entity before, Entity webhook, Call call) {
        Map<String, @Nullable Object> shown = fields().json(webhook, call.view());
        boolean isNew = before == null || !Objects.equals(before.get("secret"), webhook.get("secret"));
        if (isNew && webhook.text("signing").equals("generate")) {
            shown.put("Secret", webhook.get("secret"));
        }
        return BasicOpsDialect.data(shown);
    }

    @SuppressWarnings("unchecked") // The schema of an object has properties.
    private ResponseSpec registered() {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>(fields().schema());
        Map<String, @Nullable Object> properties =
                new LinkedHashMap<>((Map<String, @Nullable Object>) Objects.requireNonNull(schema.get("properties")));
        properties.put("Secret", Json.object("type", "string"));
        schema.put("properties", properties);
        return ResponseSpec.own(Schemas.data(schema));
    }

    private Response showByKey(Call call) {
        return shown(byKey(call), call);
    }

    /** Updates a webhook. Assumed: fields that are not sent keep their values, as the example suggests (L1615). */
    private Response merge(Call call) {
        Entity before = byKey(call);
        return told(before, change(before, read(call.body(), false, "$", call), call), call);
    }

    private Response erase(Call call) {
        call.assume(Quirks.WEBHOOK_REMOVED);
        drop(byKey(call), call);
        return BasicOpsDialect.done();
    }

    /** Finds a webhook by its EId (L1619). */
    private Entity byKey(Call call) {
        String key = call.parameter("id");
        Entity webhook = call.entities().first(KIND, "key", key);
        if (webhook != null) {
            return webhook;
        }
        throw Problem.notFound("There is no webhook with the EId " + key + " in this workspace.");
    }

    @Override
    protected Changes beforeSave(@Nullable Entity before, Changes changes, Call call) {
        refuseNonsense(changes, call);
        if (changes.has("payload")) {
            call.assume(Quirks.WEBHOOK_PAYLOAD);
        }
        String signed = before == null ? "none" : before.text("signing");
        Object signing = changes.has("signing") ? changes.get("signing") : signed;
        Changes complete = before == null
                ? changes.with("key", Eid.roll(call.transaction()))
                        .with("user", call.caller().user())
                : changes;
        Object secret = changes.has("secret") ? changes.get("secret") : before == null ? null : before.get("secret");
        if ("provided".equals(signing) && (secret == null || secret.toString().isEmpty())) {
            throw Problem.invalid("$.secret", "is required where signing is \"provided\", but was not sent");
        }
        if ("".equals(changes.get("secret"))) {
            throw Problem.invalid("$.secret", "must not be empty");
        }
        boolean generates = "generate".equals(signing) && !("generate".equals(signed) && secret != null);
        return generates ? complete.with("secret", Eid.secret(call.transaction())) : complete;
    }

    private static void refuseNonsense(Changes changes, Call call) {
        if (changes.get("events") instanceof String events) {
            for (String event : events.split(",", -1)) {
                String[] parts = event.strip().split(":", -1);
                boolean known = parts.length == 3
                        && parts[0].equals("basicops")
                        && COLLECTIONS.contains(parts[1])
                        && ACTIONS.contains(parts[2]);
                if (!known) {
                    throw Problem.invalid(
                            "$.events",
                            "must be a comma-separated list of basicops:<task, project, section, note or user>:<created,"
                                    + " updated or deleted>, but had \"" + event.strip() + "\"");
                }
            }
        }
        if (changes.get("url") instanceof String url
                && !RemoteFile.isHttp(url)
                && !(call.isInternal() && INBOX.matcher(url).matches())) {
            throw Problem.invalid(
                    "$.url",
                    "must be an absolute http or https URL" + (call.isInternal() ? " or /_emulator/inbox/NAME" : "")
                            + ", but was \"" + url + "\"");
        }
    }
}
