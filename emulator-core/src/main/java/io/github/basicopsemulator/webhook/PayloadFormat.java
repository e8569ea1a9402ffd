package io.github.basicopsemulator.webhook;

/** Which of the forms that a vendor is known to send letters in. */
public enum PayloadFormat {
    /** That of the vendor's reference. */
    DOCUMENTED,
    /** That which receivers of the vendor's own were seen to read. */
    OBSERVED
}
