package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.engine.Evidence.Mark;

/**
 * Something that a surface does, and why we believe that the vendor does it.
 *
 * @param id its number among the decisions about this vendor
 * @param behaviour what it does, in a sentence
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

    /** Nobody says it: it was decided here, for this reason. */
    public static Quirk assumed(String id, String behaviour, String reason) {
        return new Quirk(id, behaviour, new Evidence(Mark.ASSUMED, reason));
    }
}
