package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.store.Entities;
import io.github.basicopsemulator.store.Transaction;
import io.github.basicopsemulator.webhook.Inboxes.SignatureCheck;
import io.github.basicopsemulator.webhook.WebhookMessage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** One vendor API that we serve. */
public interface Surface {

    /** The vendor's name for it. */
    String name();

    /** The word for it in seed files, and what the names of its kinds begin with, unless it is the first. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its paths begin with. */
    String basePath();

    /** The resources in the vendor's order. */
    List<Resource> resources();

    /** What it does besides serving its routes, and what that rests on. */
    List<Quirk> quirks();

    /** Tells whether it answers only what is documented or observed, and refuses where an assumption would answer. */
    boolean strict();

    /** Tells whether it belongs to the world that is emulated, whose clock may tick with every call. */
    default boolean isEmulated() {
        return true;
    }

    Dialect dialect();

    /** Tells whether a path, which begins with a slash, belongs to this API, served or not. */
    boolean handles(String path);

    /**
     * Says who calls.
     *
     * @throws Problem when the vendor would not let the request in
     */
    Caller authenticate(Request request, Entities entities, Instant now);

    /** Writes to those who subscribed to what happened. */
    default List<WebhookMessage> messages(CommitContext commit) {
        return List.of();
    }

    /** Tells whether a request, which came for some inbox, was signed as one of this API's letters would be. */
    default SignatureCheck signature(Request request, Entities entities) {
        return SignatureCheck.NONE;
    }

    /** Tells whether a page of any origin may lead its browser to this request, as to a page that asks a person for consent. */
    default boolean isOpenToLinks(Request request) {
        return false;
    }

    /** The path that its routes know a path by, where there is more than one way to write it. */
    default String normalize(String path) {
        return path;
    }

    /**
     * Refuses what the vendor refuses of a request whose route is known, before looking at its body.
     *
     * @throws Problem when it does
     */
    default void check(Resource resource, Route route, Call call) {}

    /** Who does what a test seeds. */
    Caller seeder();

    /**
     * A look at entities for showing some.
     *
     * @param base the URL of the workspace, without a slash at its end
     * @param reader whom they are shown to, 0 for nobody in particular
     */
    default RenderContext view(Entities entities, String base, long reader, Instant now) {
        return new RenderContext(entities, base, dialect()::moment, reader, now);
    }

    /** Puts into a fresh workspace what the vendor's world has from the start. */
    void seedDefaults(Transaction transaction);
}
