package io.github.basicopsemulator.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.RepositoryException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The packed extension works in every kind of project, on this Java and on the newest, and brings exactly one jar along. */
@Execution(ExecutionMode.CONCURRENT)
class CompatibilityIT {

    private static final Map<String, String> CELLS = new ConcurrentHashMap<>();
    private static List<Jdk> jdks = List.of();
    private static Maven maven;

    @BeforeAll
    static void finds_every_jdk() throws IOException {
        jdks = Jdk.oldestAndNewest();
        maven = new Maven();
    }

    @TestFactory
    Stream<DynamicNode> matrix() {
        return Row.all().stream().map(CompatibilityIT::cells);
    }

    private static DynamicNode cells(Row row) {
        return dynamicContainer(row.name(), Stream.of(row).flatMap(each -> {
            Project project = compiled(each);
            List<DynamicNode> tests = new ArrayList<>();
            tests.add(dynamicTest("exactly one new jar", () -> brings_exactly_one_jar(row)));
            jdks.forEach(jdk -> tests.add(dynamicTest("JDK " + jdk.feature(), () -> passes(project, jdk))));
            return tests.stream();
        }));
    }

    private static Project compiled(Row row) {
        try {
            List<Path> classPath = maven.classPath(row);
            row.has()
                    .forEach(jar -> assertThat(classPath)
                            .as("what %s stands for", row.name())
                            .anyMatch(path -> path.getFileName().toString().startsWith(jar)));
            return Project.compile(row, classPath);
        } catch (RepositoryException | IOException unable) {
            throw new IllegalStateException(row.name() + " cannot be put together", unable);
        }
    }

    private static void brings_exactly_one_jar(Row row) throws RepositoryException {
        List<Path> added = new ArrayList<>(maven.classPath(row));
        added.removeAll(maven.classPathWithoutExtension(row));

        assertThat(added).containsExactly(Path.of(System.getProperty("emulator.jar")));
        assertThat(maven.classPath(row))
                .hasSize(maven.classPathWithoutExtension(row).size() + 1);
        CELLS.put(row.name() + " new jars", String.valueOf(added.size()));
    }

    private static void passes(Project project, Jdk jdk) throws Exception {
        boolean runs = project.row().way() != Row.Way.COMPILED_ONLY;
        CELLS.put(project.row().name() + jdk.feature(), runs ? project.run(jdk) + " passed" : "compiled");
    }

    @AfterAll
    static void prints_the_matrix() {
        maven.close();
        System.out.println(line("", jdks.stream().map(jdk -> "JDK " + jdk.feature()), "new jars"));
        Row.all()
                .forEach(row -> System.out.println(line(
                        row.name(),
                        jdks.stream().map(jdk -> CELLS.getOrDefault(row.name() + jdk.feature(), "FAILED")),
                        CELLS.getOrDefault(row.name() + " new jars", "FAILED"))));
        if (jdks.size() == 1) {
            System.out.println("There is no newer JDK beside " + jdks.get(0).home() + ", so its column is left out.");
        }
    }

    private static String line(String name, Stream<String> cells, String newJars) {
        return String.format("| %-28s | ", name)
                + Stream.concat(cells, Stream.of(newJars))
                        .map(cell -> String.format("%-9s", cell))
                        .collect(Collectors.joining(" | ", "", " |"));
    }
}
