package io.github.basicopsemulator.basecamp;

import io.github.basicopsemulator.engine.Caller;
import io.github.basicopsemulator.engine.Dialect;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Quirk;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** The Basecamp 2 API v1, which its vendor calls bcx: the table of contents. */
public final class Basecamp implements Surface {

    static final String API = "/{account}/api/v1";
    static final String PROJECT = API + "/projects/{project}";

    private static final Pattern PATHS = Pattern.compile("/[^/]+/api/v1(/.*)?");

    /** The paths of thumbnails in the application, beside the API. */
    private static final Pattern THUMBNAILS = Pattern.compile("/[^/]+/projects/[^/]+/attachments/[^/]+/[^/]+/[^/]+");

    private static final Pattern PICTURES = Pattern.compile("/[^/]+/api/v1/people/[^/]+/[^/]+\\.gif");

    /** Files have the endings that they have. */
    private static final Pattern FILES = Pattern.compile(".*/attachments/[^/]+/[^/]+/original/[^/]+");

    private final BasecampOptions options;
    private final BasecampDialect dialect;
    private final People people = new People();
    private final Tokens tokens = new Tokens();
    private final List<Resource> resources;

    public Basecamp(BasecampOptions options) {
        this.options = options;
        this.dialect = new BasecampDialect(options.zone());
        PendingUploads received = new PendingUploads(options.singleUse());
        this.resources = List.of(
                received,
                new Attachments(received),
                new Todos(),
                new Documents(),
                people,
                new Projects(),
                new Accesses(),
                new TodoLists(),
                new Messages(),
                new Uploads(),
                new Comments(),
                new Authorization(options.account()),
                tokens);
    }

    @Override
    public List<Resource> resources() {
        return resources;
    }

    @Override
    public String name() {
        return "Basecamp";
    }

    @Override
    public String basePath() {
        return "/" + options.account() + "/api/v1";
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
        return PATHS.matcher(path).matches() || THUMBNAILS.matcher(path).matches() || path.equals(Authorization.PATH);
    }

    /** Checks the head of a request in an order that is assumed: no page gives one. */
    @Override
    public Caller authenticate(Request request, Entities entities, Instant now) {
        String path = request.path();
        if (PICTURES.matcher(path).matches()) {
            return seeder();
        }
        if (request.headers().first("User-Agent").orElse("").isBlank()) {
            throw Problem.malformed("Every request needs a User-Agent that names the client, such as"
                    + " \"Rapp (you@example.com)\", but it was missing.");
        }
        long person = Tokens.owner(request, entities);
        if (!path.equals(Authorization.PATH) && !path.split("/", 3)[1].equals(String.valueOf(options.account()))) {
            throw Problem.noSuchPath(
                    "There is no account " + path.split("/", 3)[1] + " here, but " + options.account() + ".");
        }
        if (!path.endsWith(".json")
                && !FILES.matcher(path).matches()
                && !THUMBNAILS.matcher(path).matches()) {
            throw Problem.unsupportedType("Paths of the API end in .json, but this was " + path + ".");
        }
        return new Caller(person);
    }

    @Override
    public Caller seeder() {
        return new Caller(BasecampOptions.DEFAULT_PERSON);
    }

    /** Creates the context; all URLs begin with the account. */
    @Override
    public RenderContext view(Entities entities, String base, long reader, Instant now) {
        return new RenderContext(entities, base + "/" + options.account(), dialect::moment, reader, now);
    }

    @Override
    public void seedDefaults(Transaction transaction) {
        people.seedDefaults(transaction);
        options.tokens().forEach(token -> tokens.declare(token, BasecampOptions.DEFAULT_PERSON, transaction));
    }
}
