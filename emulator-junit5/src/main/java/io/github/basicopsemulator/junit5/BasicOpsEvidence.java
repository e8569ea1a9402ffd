package io.github.basicopsemulator.junit5;

/** What a workspace saw of a test that failed, in a few lines; never thrown, but suppressed in what the test failed with. */
final class BasicOpsEvidence extends Exception {

    private static final long serialVersionUID = 1L;

    BasicOpsEvidence(String message) {
        super(message, null, false, false);
    }
}
