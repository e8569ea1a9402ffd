package io.github.basicopsemulator.webhook;

/** The payload formats that a vendor is known to use. */
public enum PayloadFormat {
    /** That of the vendor's reference. */
    DOCUMENTED,
    /** That which receivers of the vendor's own were seen to read. */
    OBSERVED
}
