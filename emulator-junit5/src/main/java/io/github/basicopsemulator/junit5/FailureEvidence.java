package io.github.basicopsemulator.junit5;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The evidence of a failure at its time.
 *
 * @param inShort the last requests and failures, in a few lines
 * @param documents the page that explains the failure first, then its sources
 */
record FailureEvidence(Throwable failure, String inShort, List<Document> documents) implements ClosedByJUnit {

    /** A file to be. */
    record Document(String name, String mediaType, String text) {}

    static FailureEvidence of(FailureContext scene, ExtensionContext context, Throwable failure) {
        List<Document> documents = new ArrayList<>();
        documents.add(
                new Document("evidence.txt", "text/plain;charset=UTF-8", EvidencePage.of(scene, context, failure)));
        documents.addAll(scene.documents());
        return new FailureEvidence(failure, inShort(scene), List.copyOf(documents));
    }

    private static String inShort(FailureContext scene) {
        List<FailureContext.RequestLine> asked = scene.asked();
        if (asked.isEmpty()) {
            return "workspace " + scene.name() + " was asked nothing";
        }
        List<FailureContext.RequestLine> wrong =
                asked.stream().filter(FailureContext.RequestLine::wentWrong).toList();
        FailureContext.RequestLine last = asked.get(asked.size() - 1);
        return "workspace " + scene.name() + " was asked " + EvidencePage.times(asked.size()) + ", and "
                + wrong.size() + " went wrong\n  last asked: " + last.line()
                + (wrong.isEmpty() || last.wentWrong()
                        ? ""
                        : "\n  last that went wrong: "
                                + wrong.get(wrong.size() - 1).line());
    }

    @Override
    public void close() {}
}
