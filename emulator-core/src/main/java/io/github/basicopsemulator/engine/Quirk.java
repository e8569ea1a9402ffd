package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.engine.Evidence.Mark;

/**
 * A behaviour of a surface that needs an explanation, with its evidence.
 *
 * @param id its number among the decisions about this vendor
 * @param behaviour the behaviour, in a sentence
 */
public record Quirk(String id, String behaviour, Evidence evidence) {

    /** The vendor's own pages say it, at this place. */
    public static Quirk documented(String id, String behaviour, String source) {
        return new Quirk(id, behaviour, new Evidence(Mark.DOCUMENTED, source));
    }

    /** A client or a recording showed it. */
    public static Quirk observed(String id, String behaviour, String source) {
        return new Quirk(id, behaviour, new Evidence(Mark.OBSERVED, source));
    }

    /** A behaviour that is undocumented and not observed, decided here for this reason. */
    public static Quirk assumed(String id, String behaviour, String reason) {
        return new Quirk(id, behaviour, new Evidence(Mark.ASSUMED, reason));
    }
}
