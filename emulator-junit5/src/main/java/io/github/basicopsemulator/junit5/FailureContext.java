package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Difference;
import io.github.basicopsemulator.Exchange;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.junit5.FailureEvidence.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The visible state of a workspace of a test or a class, in this JVM or in a running emulator.
 *
 * @param place a description with its URL
 * @param now the time of its clock
 * @param faults one line for each, or {@code none}
 * @param changes the changes since the test began, one line for each
 * @param documents the sources of this data
 */
record FailureContext(
        String name,
        String place,
        String now,
        List<RequestLine> asked,
        String faults,
        String deliveries,
        String changes,
        List<Document> documents) {

    static final String NOTHING_CHANGED = "nothing changed";

    /**
     * A request and its response.
     *
     * @param line a description in one line
     * @param wentWrong whether it was refused, or met a fault
     * @param curl writes a command that sends it once more
     */
    record RequestLine(String line, boolean wentWrong, Supplier<String> curl) {}

    /**
     * Finds the context of the test if it asked for a workspace, or else that of an outer class whose workspace was
     * used.
     */
    static Optional<FailureContext> of(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        RemoteTestScope remote = RemoteTestScope.get(context, extension);
        if (remote != null && remote.isGiven()) {
            return Optional.of(remote.workspace().scene(null));
        }
        TestScope ofTest = TestScope.get(context, extension);
        return ofTest != null && ofTest.isGiven()
                ? Optional.of(of(ofTest.workspace(), ofTest.workspace().changes()))
                : ofClass(context, extension);
    }

    /**
     * Returns no context for the shared workspace of concurrent tests, since its requests cannot be assigned to a test.
     */
    private static Optional<FailureContext> ofClass(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        return context.getExecutionMode() != ExecutionMode.SAME_THREAD
                ? Optional.empty()
                : ClassScope.around(context, extension).stream()
                        .filter(scope ->
                                !scope.workspace().journal().exchanges().isEmpty())
                        .map(scope -> of(scope.workspace(), scope.changes()))
                        .findFirst()
                        .or(() -> RemoteClassScope.scene(context, extension));
    }

    private static FailureContext of(Workspace workspace, Difference changes) {
        List<Exchange> exchanges = workspace.journal().exchanges();
        Documents documents = new Documents();
        documents.json("journal.har", !exchanges.isEmpty(), workspace.journal()::har);
        documents.plain("changes.txt", !changes.isEmpty(), () -> changes + "\n");
        documents.json("deliveries.har", !workspace.webhooks().deliveries().isEmpty(), workspace.webhooks()::har);
        return new FailureContext(
                workspace.name(),
                workspace.toString(),
                workspace.clock().instant().toString(),
                exchanges.stream().map(FailureContext::asked).toList(),
                workspace.faults().toString(),
                workspace.webhooks().toString(),
                changes.toString(),
                documents.all());
    }

    private static RequestLine asked(Exchange exchange) {
        boolean wentWrong = exchange.status() >= 400 || exchange.fault() != null;
        return new RequestLine(exchange.toString(), wentWrong, exchange::curl);
    }

    /** Collects documents, without empty ones. */
    record Documents(List<Document> all) {

        Documents() {
            this(new ArrayList<>());
        }

        void plain(String name, boolean isThere, Supplier<String> text) {
            add(name, "text/plain;charset=UTF-8", isThere, text);
        }

        void json(String name, boolean isThere, Supplier<String> text) {
            add(name, "application/json", isThere, text);
        }

        private void add(String name, String mediaType, boolean isThere, Supplier<String> text) {
            if (isThere) {
                all.add(new Document(name, mediaType, text.get()));
            }
        }
    }
}
