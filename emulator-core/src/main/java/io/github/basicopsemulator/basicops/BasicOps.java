package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.engine.Caller;
import io.github.basicopsemulator.engine.CommitContext;
import io.github.basicopsemulator.engine.Dialect;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Quirk;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.oauth.AuthorizationCodes;
import io.github.basicopsemulator.oauth.Clients;
import io.github.basicopsemulator.outbound.HttpTransport;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Transaction;
import io.github.basicopsemulator.webhook.Inboxes.SignatureCheck;
import io.github.basicopsemulator.webhook.WebhookMessage;
import java.time.Instant;
import java.util.List;

/** The BasicOps REST API v1: the table of contents. */
public final class BasicOps implements Surface {

    private static final String OAUTH = "/oauth";

    private final BasicOpsDialect dialect;
    private final Users users = new Users();
    private final Tokens tokens = new Tokens();
    private final Clients clients = new Clients();
    private final BasicOpsOptions options;
    private final List<Resource> resources;
    private final WebhookSubscriptions subscribers;

    /** Creates the surface. The transport fetches files for it; its owner closes it. */
    public BasicOps(BasicOpsOptions options, HttpTransport transport) {
        this.options = options;
        this.dialect = new BasicOpsDialect(options.appUrl(), options.updateResponseLinks());
        this.resources = List.of(
                new Projects(),
                new Sections(),
                new Tasks(options.extraTaskStatuses()),
                new Reviews(),
                new Dependencies(),
                new TimeEntries(options.wrapTimeEntries()),
                new Notes(),
                new Messages(),
                new Replies(),
                new Reactions(),
                new Chats(),
                new GroupChats(),
                new Channels(),
                users,
                new Webhooks(),
                new Files(new RemoteFile(transport, options.fetchesPrivate(), options.mostFetched())),
                tokens,
                clients,
                new AuthorizationCodes(OAUTH, clients, tokens, options.asksNobody()));
        this.subscribers = new WebhookSubscriptions(
                new WebhookPayloads(resources, dialect, options.signatures()), options.signatures());
    }

    @Override
    public List<Resource> resources() {
        return resources;
    }

    @Override
    public String name() {
        return "BasicOps";
    }

    @Override
    public String basePath() {
        return "/v1";
    }

    @Override
    public List<Quirk> quirks() {
        return Quirks.ALL;
    }

    @Override
    public boolean strict() {
        return options.strict();
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public boolean handles(String path) {
        return path.equals("/v1") || path.startsWith("/v1/") || path.startsWith(OAUTH + "/");
    }

    /**
     * Accepts any bearer token, as the default user, or only the declared tokens if there are any. Assumed: the
     * reference names the header and is silent on its refusal.
     */
    @Override
    public Caller authenticate(Request request, Entities entities, Instant now) {
        if (PresignedUrls.handles(request.path()) || request.path().startsWith(OAUTH + "/")) {
            return new Caller(BasicOpsOptions.DEFAULT_USER);
        }
        String header = request.headers().first("Authorization").orElse("");
        String token = header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : "";
        if (token.isEmpty()) {
            throw Problem.unauthorized("Every request needs the header \"Authorization: Bearer <access-token>\", but "
                    + (header.isEmpty() ? "none was sent." : "it did not begin with \"Bearer \" and a token."));
        }
        long user = tokens.owner(token, entities, now);
        if (entities.find(Users.KIND, user) == null) {
            throw Problem.unauthorized(
                    "The access token belongs to user " + user + ", who does not exist in this workspace.");
        }
        return new Caller(user);
    }

    /** A client leads its user to the page that asks for consent. */
    @Override
    public boolean isOpenToLinks(Request request) {
        return request.path().equals(OAUTH + "/auth");
    }

    @Override
    public List<WebhookMessage> messages(CommitContext commit) {
        return subscribers.messages(commit);
    }

    @Override
    public SignatureCheck signature(Request request, Entities entities) {
        return subscribers.check(request, entities);
    }

    /** Returns a token that would be let in. */
    public String token(Entities entities) {
        return tokens.first(entities);
    }

    @Override
    public Caller seeder() {
        return new Caller(BasicOpsOptions.DEFAULT_USER);
    }

    @Override
    public void seedDefaults(Transaction transaction) {
        users.seedDefaults(transaction);
        options.tokens().forEach((token, user) -> tokens.declare(token, user, transaction));
        options.clients()
                .forEach(client -> clients.register(client.id(), client.secret(), client.redirectUri(), transaction));
    }
}
