package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.junit5.FailureEvidence.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The folder for evidence: a configured one, or else JUnit's report, or else beside the other results of the build. */
final class EvidenceFiles {

    private static final String DIRECTORY = "basicopsemulator.evidence";

    private EvidenceFiles() {}

    /** Writes documents, and returns where the first of them is. */
    static Path save(ExtensionContext context, List<Document> documents) throws IOException {
        Optional<Path> wanted = context.getConfigurationParameter(DIRECTORY).map(Path::of);
        Optional<Path> page = wanted.isPresent() ? Optional.empty() : published(context, documents);
        return page.isPresent()
                ? page.get()
                : written(directory(wanted.orElseGet(EvidenceFiles::usual), context), documents);
    }

    private static Optional<Path> published(ExtensionContext context, List<Document> documents) {
        Optional<Path> page = JUnitFiles.publish(context, documents.get(0));
        if (page.isPresent()) {
            documents.stream().skip(1).forEach(document -> JUnitFiles.publish(context, document));
        }
        return page;
    }

    private static Path written(Path directory, List<Document> documents) throws IOException {
        Files.createDirectories(directory);
        for (Document document : documents) {
            Files.writeString(directory.resolve(document.name()), document.text());
        }
        return directory.resolve(documents.get(0).name());
    }

    /** The same in every run, so that a repeated run leaves no more than the last. */
    private static Path directory(Path root, ExtensionContext context) {
        return root.resolve(Names.plain(context.getRequiredTestClass().getName()))
                .resolve(Names.ofTest(context));
    }

    private static Path usual() {
        boolean gradle = isHere("build.gradle") || isHere("build.gradle.kts") || !isHere("pom.xml");
        return Path.of(gradle ? "build" : "target", "basicops-emulator");
    }

    private static boolean isHere(String file) {
        return Files.exists(Path.of(file));
    }
}
