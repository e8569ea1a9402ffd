package io.github.basicopsemulator.webhook;

/** The payload formats that a vendor is known to use. */
public enum PayloadFormat {
    /** That of the vendor's reference. */
    DOCUMENTED,
    /** The format that existing receivers read. */
    OBSERVED
}
