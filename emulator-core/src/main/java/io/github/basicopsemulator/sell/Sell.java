package io.github.basicopsemulator.sell;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Caller;
import io.github.basicopsemulator.engine.Dialect;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Quirk;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Transaction;
import java.time.Instant;
import java.util.List;

/** The Zendesk Sell API v2, tasks and related records: the list of its resources. */
public final class Sell implements Surface {

    private static final String HOME = "/v2";
    private static final String OAUTH = "/oauth2";

    /** The creation time of the initial records: before all other records, and the same in every run. */
    static final Instant FOUNDED = Instant.parse("2014-08-27T16:32:56Z");

    private final SellDialect dialect = new SellDialect();
    private final Leads leads = new Leads();
    private final Contacts contacts = new Contacts();
    private final Deals deals = new Deals();
    private final Users users = new Users();
    private final Accounts accounts = new Accounts();
    private final Tokens tokens = new Tokens();
    private final SellOptions options;
    private final List<Resource> resources;

    public Sell(SellOptions options) {
        this.options = options;
        this.resources = List.of(
                new Tasks(options.relaxed()),
                leads,
                contacts,
                deals,
                new LeadSources(),
                users,
                accounts,
                new CustomFields(),
                tokens);
    }

    @Override
    public List<Resource> resources() {
        return resources;
    }

    @Override
    public String name() {
        return "Zendesk Sell";
    }

    @Override
    public String word() {
        return "sell";
    }

    @Override
    public String basePath() {
        return HOME;
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
        return path.equals(HOME) || path.startsWith(HOME + "/") || path.startsWith(OAUTH + "/");
    }

    /** A path may end in {@code .json}, as in the links of the reference's own example. */
    @Override
    public String normalize(String path) {
        return path.startsWith(HOME + "/") && path.endsWith(".json") ? path.substring(0, path.length() - 5) : path;
    }

    /** Accepts requests with a User-Agent and a bearer token, before routing. */
    @Override
    public Caller authenticate(Request request, Entities entities, Instant now) {
        if (request.headers().first("User-Agent").orElse("").isBlank()) {
            throw Problem.badHeader("The request header 'User-Agent' is missing or empty; every client must send one.");
        }
        return new Caller(
                request.path().startsWith(OAUTH + "/")
                        ? SellOptions.DEFAULT_USER
                        : tokens.owner(request, entities, now));
    }

    /** Checks scope, Accept header, query and id. The order of refusals is assumed. */
    @Override
    public void check(Resource resource, Route route, Call call) {
        if (resource == tokens) {
            return;
        }
        boolean profile = resource == users || resource == accounts;
        tokens.refuseBeyondScope(profile ? "profile" : route.writes() ? "write" : "read", call);
        if (!AcceptHeader.json(call.request().headers())) {
            throw Problem.notAcceptable("The header 'Accept' must allow application/json, which is all there is here.");
        }
        ListQuery.refuseUnknown(resource, route, call.query());
        if (route.path().endsWith("/{id}")) {
            SellResource.entity(resource, call);
        }
    }

    @Override
    public Caller seeder() {
        return new Caller(SellOptions.DEFAULT_USER);
    }

    /** User, lead, contact and deal 1 are there, so that the reference's examples run as they stand. */
    @Override
    public void seedDefaults(Transaction transaction) {
        users.seedDefaults(transaction);
        accounts.seedDefaults(transaction);
        leads.seedDefaults(transaction);
        contacts.seedDefaults(transaction);
        deals.seedDefaults(transaction);
        options.tokens().forEach(token -> tokens.declare(token, transaction));
    }
}
