package io.github.basicopsemulator.compatibility;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.DependencyRequest;
import org.jspecify.annotations.Nullable;

/** Resolves class paths as Maven does, with the settings of the build that runs this; the packed jar and its POM come from there. */
final class Maven implements AutoCloseable {

    static final String EXTENSION =
            "io.github.basicopsemulator:emulator-junit5:" + System.getProperty("emulator.version");

    private static final Exclusion TOMCAT =
            new Exclusion("org.springframework.boot", "spring-boot-starter-tomcat", "*", "*");
    private static final Exclusion EVERYTHING = new Exclusion("*", "*", "*", "*");

    private final Context context;
    private final RepositorySystemSession session;

    Maven() {
        this.context = Runtimes.INSTANCE
                .getRuntime()
                .create(ContextOverrides.create()
                        .withUserSettings(true)
                        .withUserSettingsXmlOverride(path("maven.settings"))
                        .withGlobalSettingsXmlOverride(path("maven.settings.global"))
                        .withLocalRepositoryOverride(path("maven.repository"))
                        .offline(Boolean.getBoolean("maven.offline"))
                        .build());
        this.session =
                new DefaultRepositorySystemSession(context.repositorySystemSession()).setWorkspaceReader(new Packed());
    }

    private static Path path(String property) {
        return Path.of(System.getProperty(property));
    }

    /** Resolves the class path of a project's tests, with the extension and the console that runs them. */
    List<Path> classPath(Row row) throws RepositoryException {
        return classPath(row, Stream.of("org.junit.platform:junit-platform-console", EXTENSION));
    }

    /** Resolves what the project would have without the extension. */
    List<Path> classPathWithoutExtension(Row row) throws RepositoryException {
        return classPath(row, Stream.of("org.junit.platform:junit-platform-console"));
    }

    private List<Path> classPath(Row row, Stream<String> besides) throws RepositoryException {
        List<Dependency> managed = managed(row.bom());
        Map<String, String> versions = managed.stream()
                .map(Dependency::getArtifact)
                .collect(Collectors.toMap(Maven::name, Artifact::getVersion, (first, second) -> first));
        CollectRequest request = new CollectRequest()
                .setRepositories(context.remoteRepositories())
                .setManagedDependencies(managed);
        Stream.concat(row.dependencies().stream(), besides)
                .map(name -> versions.containsKey(name) ? name + ":" + versions.get(name) : name)
                .map(DefaultArtifact::new)
                .map(artifact -> new Dependency(artifact, "test", false, excluded(row)))
                .forEach(request::addDependency);
        return context
                .repositorySystem()
                .resolveDependencies(session, new DependencyRequest(request, null))
                .getArtifactResults()
                .stream()
                .map(result -> result.getArtifact().getFile().toPath())
                .toList();
    }

    private static List<Exclusion> excluded(Row row) {
        if (row.way() == Row.Way.COMPILED_ONLY) {
            return List.of(EVERYTHING);
        }
        return row.name().endsWith("Jetty") ? List.of(TOMCAT) : List.of();
    }

    private List<Dependency> managed(String bom) throws RepositoryException {
        return context.repositorySystem()
                .readArtifactDescriptor(
                        session,
                        new ArtifactDescriptorRequest(new DefaultArtifact(bom), context.remoteRepositories(), null))
                .getManagedDependencies();
    }

    private static String name(Artifact artifact) {
        return artifact.getGroupId() + ":" + artifact.getArtifactId();
    }

    @Override
    public void close() {
        context.close();
    }

    /** The extension as it is published. */
    private record Packed(WorkspaceRepository repository) implements WorkspaceReader {

        private static final Map<String, String> FILES = Map.of(
                "jar", System.getProperty("emulator.jar"),
                "pom", System.getProperty("emulator.pom"));

        Packed() {
            this(new WorkspaceRepository("packed"));
        }

        @Override
        public WorkspaceRepository getRepository() {
            return repository;
        }

        @Override
        public @Nullable File findArtifact(Artifact artifact) {
            return name(artifact).equals("io.github.basicopsemulator:emulator-junit5")
                    ? new File(FILES.get(artifact.getExtension()))
                    : null;
        }

        @Override
        public List<String> findVersions(Artifact artifact) {
            return List.of();
        }
    }
}
