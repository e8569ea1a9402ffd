package io.github.basicopsemulator.junit5;

/** The evidence of a failed test in a few lines; never thrown, but suppressed in the test's exception. */
final class BasicOpsEvidence extends Exception {

    private static final long serialVersionUID = 1L;

    BasicOpsEvidence(String message) {
        super(message, null, false, false);
    }
}
