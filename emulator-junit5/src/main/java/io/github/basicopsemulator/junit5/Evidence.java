package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Exchange;
import io.github.basicopsemulator.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a workspace showed of a failure at that moment.
 *
 * @param inShort what was last asked and what last went wrong, in a few lines
 * @param documents the page that explains it first, then what that was made from
 */
record Evidence(Throwable failure, String inShort, List<Document> documents) implements ClosedByJUnit {

    /** A file to be. */
    record Document(String name, String mediaType, String text) {}

    static Evidence of(Scene scene, ExtensionContext context, Throwable failure) {
        Workspace workspace = scene.workspace();
        List<Exchange> exchanges = workspace.journal().exchanges();
        List<Document> documents = new ArrayList<>();
        documents.add(plain("evidence.txt", EvidencePage.of(scene, exchanges, context, failure)));
        if (!exchanges.isEmpty()) {
            documents.add(new Document(
                    "journal.har", "application/json", workspace.journal().har()));
        }
        if (!scene.changes().isEmpty()) {
            documents.add(plain("changes.txt", scene.changes() + "\n"));
        }
        if (!workspace.webhooks().deliveries().isEmpty()) {
            documents.add(new Document(
                    "deliveries.har", "application/json", workspace.webhooks().har()));
        }
        return new Evidence(failure, inShort(exchanges, workspace), List.copyOf(documents));
    }

    private static Document plain(String name, String text) {
        return new Document(name, "text/plain;charset=UTF-8", text);
    }

    private static String inShort(List<Exchange> exchanges, Workspace workspace) {
        if (exchanges.isEmpty()) {
            return "workspace " + workspace.name() + " was asked nothing";
        }
        List<Exchange> wrong =
                exchanges.stream().filter(EvidencePage::wentWrong).toList();
        Exchange last = exchanges.get(exchanges.size() - 1);
        return "workspace " + workspace.name() + " was asked " + EvidencePage.times(exchanges.size()) + ", and "
                + wrong.size() + " went wrong\n  last asked: " + last
                + (wrong.isEmpty() || EvidencePage.wentWrong(last)
                        ? ""
                        : "\n  last that went wrong: " + wrong.get(wrong.size() - 1));
    }

    @Override
    public void close() {}
}
