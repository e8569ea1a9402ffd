package io.github.basicopsemulator.engine;

/**
 * Why we believe that the vendor behaves so.
 *
 * @param source where to look it up, or for an assumption the reason
 */
public record Evidence(Mark mark, String source) {

    /** How sure it is. */
    public enum Mark {
        /** The vendor's own pages say it. */
        DOCUMENTED,
        /** A client or a recording showed it. */
        OBSERVED,
        /** Undocumented and not observed: decided here. */
        ASSUMED
    }
}
