package io.github.basicopsemulator.junit5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Collects evidence of a failed test, and adds it to the test's exception. It is collected at once, before an {@code
 * @AfterEach} cleans up, and published at the end, if the failure still counts as one.
 */
final class FailedTest {

    private FailedTest() {}

    /** Collects the evidence, unless an earlier failure of the test did. */
    static void look(ExtensionContext context, BasicOpsEmulatorExtension extension, Throwable failure) {
        try {
            FailureContext.of(context, extension).ifPresent(scene -> keep(context, extension, scene, failure));
        } catch (RuntimeException toBeMetAgain) {
            return; // When it is told.
        }
    }

    private static void keep(
            ExtensionContext context, BasicOpsEmulatorExtension extension, FailureContext scene, Throwable failure) {
        Stores.find(
                context,
                extension,
                key(context),
                FailureEvidence.class,
                () -> FailureEvidence.of(scene, context, failure));
    }

    /** Publishes the evidence of a failed test or class. */
    static void tell(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        context.getExecutionException()
                .filter(failure -> !(failure instanceof TestAbortedException))
                .ifPresent(failure -> tell(context, extension, failure));
    }

    /** Publishes the evidence; errors meanwhile must not replace the test's exception. */
    private static void tell(ExtensionContext context, BasicOpsEmulatorExtension extension, Throwable failure) {
        try {
            evidence(context, extension, failure)
                    .map(evidence -> evidence.inShort() + "\n  " + saved(context, evidence))
                    .ifPresent(message -> failure.addSuppressed(new BasicOpsEvidence(message)));
        } catch (RuntimeException deliveryFault) {
            if (deliveryFault != failure) {
                failure.addSuppressed(deliveryFault);
            }
        }
    }

    private static Optional<FailureEvidence> evidence(
            ExtensionContext context, BasicOpsEmulatorExtension extension, Throwable failure) {
        FailureEvidence kept = Stores.get(context, extension, key(context), FailureEvidence.class);
        return kept != null && kept.failure() == failure
                ? Optional.of(kept)
                : FailureContext.of(context, extension).map(scene -> FailureEvidence.of(scene, context, failure));
    }

    private static String saved(ExtensionContext context, FailureEvidence evidence) {
        try {
            Path page = EvidenceFiles.save(context, evidence.documents());
            return "more in: " + page;
        } catch (IOException unable) {
            return "more could not be written: " + unable;
        }
    }

    private static String key(ExtensionContext context) {
        return "evidence " + context.getUniqueId();
    }
}
