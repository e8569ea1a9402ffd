package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.json.Json;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The jar that is published, from the outside: what is in it, what it asks for, and that it works alone. */
class PackedJarIT {

    private static final Path JAR = Path.of(System.getProperty("emulator.jar"));
    private static final Path POM = Path.of(System.getProperty("emulator.pom"));
    private static final String ROOT = "io/github/basicopsemulator/";
    private static final int MOST_BYTES = 12_000_000;
    private static final String SERVICES = "META-INF/services/";

    /** Packed, but no library of others, so that the notice need not name it. */
    private static final String OURS = "emulator-core";

    @Test
    void every_class_is_below_the_root_package() throws Exception {
        List<String> classes =
                names().stream().filter(name -> name.endsWith(".class")).toList();

        assertThat(classes).hasSizeGreaterThan(3_000).allMatch(name -> name.startsWith(ROOT));
    }

    @Test
    void nothing_else_lies_where_somebody_could_stumble_over_it() throws Exception {
        assertThat(names())
                .filteredOn(name -> !name.startsWith(ROOT) && !name.endsWith("/"))
                .allMatch(name -> Stream.of("META-INF/licenses/", SERVICES + ROOT.replace('/', '.'))
                                .anyMatch(name::startsWith)
                        || Set.of(
                                        "META-INF/MANIFEST.MF",
                                        "META-INF/LICENSE",
                                        "META-INF/NOTICE",
                                        "META-INF/spring.factories",
                                        "META-INF/sbom/bom.json")
                                .contains(name))
                .doesNotHaveDuplicates();
    }

    @Test
    void services_are_found_where_they_were_moved_to() throws Exception {
        List<String> names = names();

        for (String service : names) {
            if (service.startsWith(SERVICES) && !service.endsWith("/")) {
                assertThat(text(service).lines().filter(line -> !line.isBlank() && !line.startsWith("#")))
                        .as(service)
                        .isNotEmpty()
                        .allSatisfy(provider -> assertThat(names).contains(provider.replace('.', '/') + ".class"));
            }
        }
        assertThat(names).contains(SERVICES + "io.github.basicopsemulator.shaded.org.slf4j.spi.SLF4JServiceProvider");
    }

    @Test
    void it_is_smaller_than_12_MB() throws Exception {
        assertThat(Files.size(JAR)).isBetween(1_000_000L, (long) MOST_BYTES);
    }

    @Test
    void nothing_in_it_tells_when_it_was_built() throws Exception {
        LocalDateTime moment =
                OffsetDateTime.parse(System.getProperty("emulator.moment")).toLocalDateTime();

        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getTimeLocal).distinct())
                    .contains(moment)
                    .noneMatch(time -> time.isAfter(moment));
        }
    }

    @DisabledIfSystemProperty(
            named = "emulator.maven",
            matches = "offline=true",
            disabledReason = "Maven was started with --offline, where the bill of materials is not made")
    @Test
    void a_library_that_is_in_it_is_in_its_bill_of_materials_and_its_notice() throws Exception {
        String notice = text("META-INF/NOTICE");
        Set<String> components = components();

        assertThat(text("META-INF/sbom/bom.json")).doesNotContain("\"timestamp\"");
        assertThat(components)
                .contains("javalin", "jetty-server", "kotlin-stdlib", "pcollections")
                .contains(OURS)
                .doesNotContain("jspecify", "assertj-core", "byte-buddy");
        for (String component : components) {
            if (!component.equals(OURS)) {
                assertThat(notice).contains(component.startsWith("jetty-") ? "\njetty-*" : component);
            }
        }
        assertThat(names())
                .filteredOn(name -> name.startsWith(ROOT + "shaded/") && name.endsWith(".class"))
                .allMatch(
                        name -> name.matches(
                                ROOT + "shaded/(com/fasterxml/jackson/(core|dataformat)|io/javalin|jakarta/servlet"
                                        + "|kotlin|net/coobird/thumbnailator|org/eclipse/jetty|org/pcollections|org/slf4j|org/yaml/snakeyaml)/.*"));
    }

    @Test
    void texts_of_licences_that_the_notice_names_are_there() throws Exception {
        String notice = text("META-INF/NOTICE");
        List<String> texts = names().stream()
                .filter(name -> name.startsWith("META-INF/licenses/") && !name.endsWith("/"))
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .toList();

        assertThat(texts).isNotEmpty().allMatch(notice::contains);
        assertThat(notice.split("[\\s,]+"))
                .filteredOn(word -> word.endsWith(".txt"))
                .isSubsetOf(texts);
    }

    @Test
    void the_published_pom_asks_for_nothing_that_a_user_does_not_have() throws Exception {
        Element pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(POM.toFile())
                .getDocumentElement();
        NodeList dependencies = pom.getElementsByTagName("dependency");
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            asked.add(value(dependency, "artifactId") + " " + value(dependency, "scope") + " "
                    + value(dependency, "optional"));
        }

        assertThat(asked)
                .containsExactlyInAnyOrder(
                        "junit-jupiter-api provided ",
                        "jspecify provided ",
                        "spring-context provided ",
                        "spring-test provided ",
                        "assertj-core provided ");
        assertThat(pom.getElementsByTagName("parent").getLength()).isZero();
    }

    @Test
    void sources_and_javadoc_of_the_door_and_the_extension_lie_beside_it() throws Exception {
        assertThat(names(beside("sources")))
                .contains(ROOT + "Emulator.java", ROOT + "engine/Engine.java", ROOT + "junit5/BasicOpsEmulator.java");
        assertThat(names(beside("javadoc")))
                .contains("index.html", ROOT + "Emulator.html", ROOT + "junit5/BasicOpsEmulator.html")
                .noneMatch(name -> name.startsWith(ROOT + "engine/"));
    }

    @Test
    void it_works_alone_on_the_class_path_and_says_nothing(@TempDir Path folder) throws Exception {
        compile(folder, "-classpath", JAR.toString());

        assertWorksQuietly(run(folder, "-classpath", folder + File.pathSeparator + JAR, "probe.Main"));
    }

    @Test
    void it_works_on_the_module_path_as_a_module_with_a_name(@TempDir Path folder) throws Exception {
        assertThat(ModuleFinder.of(JAR).find("io.github.basicopsemulator.junit5"))
                .isPresent();

        compile(folder, "--module-path", JAR.toString());

        assertWorksQuietly(
                run(folder, "--module-path", folder + File.pathSeparator + JAR, "--module", "probe/probe.Main"));
    }

    @Test
    void the_users_logger_gets_what_it_asks_for(@TempDir Path folder) throws Exception {
        compile(folder, "-classpath", JAR.toString());
        Path logging = Files.writeString(folder.resolve("logging.properties"), """
                handlers=java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level=ALL
                io.github.basicopsemulator.requests.level=FINE
                """);

        Outcome outcome = run(
                folder,
                "-Djava.util.logging.config.file=" + logging,
                "-classpath",
                folder + File.pathSeparator + JAR,
                "probe.Main");

        assertThat(outcome.errors()).contains("GET /v1/user/me 200").contains("GET /v1/nothing 404");
    }

    private record Outcome(int status, String output, String errors) {}

    private static void assertWorksQuietly(Outcome outcome) {
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.output()).isEqualToNormalizingNewlines("""
                        200 GET /v1/user/me
                        200 GET /_emulator/openapi.yaml
                        404 GET /v1/nothing
                        200 POST /v1/upload
                        200 POST /v1/task
                        200 GET /v1/task/1/attachments/ID/thumbnail/small
                        """);
        assertThat(outcome.status()).isZero();
    }

    /** As users compile who let no warning pass; that the module is an automatic one is all they must put up with. */
    private static void compile(Path folder, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(
                List.of("-Xlint:all,-requires-automatic", "-Werror", "--release", "17", "-d", folder.toString()));
        if (arguments.contains("--module-path")) {
            arguments.add("src/test/probe/module-info.java");
        }
        arguments.add("src/test/probe/probe/Main.java");

        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    private static Outcome run(Path folder, String... arguments) throws Exception {
        Path output = folder.resolve("output.txt");
        Path errors = folder.resolve("errors.txt");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            Assertions.fail("after a minute it has not ended: " + command);
        }
        return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    private static Set<String> components() throws Exception {
        Map<?, ?> bill = (Map<?, ?>) Json.read(text("META-INF/sbom/bom.json").getBytes(StandardCharsets.UTF_8));
        Set<String> components = new HashSet<>();
        for (Object component : (List<?>) bill.get("components")) {
            components.add((String) ((Map<?, ?>) component).get("name"));
        }
        return components;
    }

    private static Path beside(String classifier) {
        return JAR.resolveSibling(JAR.getFileName().toString().replace(".jar", "-" + classifier + ".jar"));
    }

    private static String value(Element element, String name) {
        NodeList values = element.getElementsByTagName(name);
        return values.getLength() == 0 ? "" : values.item(0).getTextContent();
    }

    private static List<String> names() throws IOException {
        return names(JAR);
    }

    private static List<String> names(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream().map(JarEntry::getName).collect(Collectors.toList());
        }
    }

    private static String text(String name) throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile());
                InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
