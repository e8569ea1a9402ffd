package io.github.basicopsemulator.compatibility;

import java.util.ArrayList;
import java.util.List;

/**
 * A kind of project that somebody may have.
 *
 * @param project the directory of its sources
 * @param bom what manages its versions
 * @param dependencies what it has besides the extension and the console that runs its tests
 * @param has parts of the names of jars that must be on its class path, or the row would not show what it says
 */
record Row(String name, String project, String bom, List<String> dependencies, List<String> has, Way way) {

    /** How its tests are run. */
    enum Way {
        CLASS_PATH,
        MODULE_PATH,
        THREE_FORKS,

        /** Not at all: they need what a build cannot start everywhere. */
        COMPILED_ONLY
    }

    private static final String JUPITER = "org.junit.jupiter:junit-jupiter";
    private static final String NEWEST_JUPITER = "6.1.3";
    private static final String INJECT = "jakarta.inject:jakarta.inject-api:2.0.1";

    static List<Row> all() {
        return List.of(
                spring("Spring Boot 3.5, Tomcat", "3.5.16", "web", "tomcat"),
                spring("Spring Boot 3.5, Jetty", "3.5.16", "web", "jetty"),
                spring("Spring Boot 4.1, Tomcat", "4.1.1", "webmvc", "tomcat"),
                spring("Spring Boot 4.1, Jetty", "4.1.1", "webmvc", "jetty"),
                plain("Jackson 2.12", "jackson2", "com.fasterxml.jackson.core:jackson-databind:2.12.7"),
                plain("Jackson 3", "jackson3", "tools.jackson.core:jackson-databind:3.2.4"),
                plain("wiremock-standalone", "wiremock", "org.wiremock:wiremock-standalone:3.13.2"),
                jupiter("5.10.5", Way.CLASS_PATH, "Jupiter 5.10"),
                jupiter("5.14.4", Way.CLASS_PATH, "Jupiter 5.14"),
                jupiter(NEWEST_JUPITER, Way.CLASS_PATH, "Jupiter 6.1"),
                jupiter(NEWEST_JUPITER, Way.THREE_FORKS, "three forks at the same time"),
                new Row(
                        "module path",
                        "modules",
                        junit(NEWEST_JUPITER),
                        List.of(JUPITER),
                        List.of("junit-jupiter-api-" + NEWEST_JUPITER),
                        Way.MODULE_PATH),
                compiled(
                        "Quarkus 3.38",
                        "quarkus",
                        "io.quarkus:quarkus-junit:3.38.2",
                        "io.quarkus:quarkus-test-common:3.38.2",
                        INJECT),
                compiled("Micronaut Test 4.8", "micronaut", "io.micronaut.test:micronaut-test-junit5:4.8.1", INJECT),
                compiled("Testcontainers 2.0", "testcontainers", "org.testcontainers:testcontainers:2.0.5"));
    }

    private static Row spring(String name, String version, String web, String server) {
        String starter = "org.springframework.boot:spring-boot-starter-";
        List<String> has = server.equals("jetty") ? List.of("jetty-server-12") : List.of("tomcat-embed-core-");
        return new Row(
                name,
                "spring",
                "org.springframework.boot:spring-boot-dependencies:pom:" + version,
                List.of(starter + web, starter + server, starter + "test"),
                has,
                Way.CLASS_PATH);
    }

    private static Row plain(String name, String project, String library) {
        String[] parts = library.split(":");
        return new Row(
                name,
                project,
                junit(NEWEST_JUPITER),
                List.of(JUPITER, library),
                List.of(parts[1] + "-" + parts[2]),
                Way.CLASS_PATH);
    }

    private static Row jupiter(String version, Way way, String name) {
        return new Row(name, "plain", junit(version), List.of(JUPITER), List.of("junit-jupiter-api-" + version), way);
    }

    /** What is only compiled needs no more than what it names. */
    private static Row compiled(String name, String project, String... libraries) {
        List<String> dependencies = new ArrayList<>(List.of(JUPITER + "-api"));
        dependencies.addAll(List.of(libraries));
        return new Row(name, project, junit(NEWEST_JUPITER), dependencies, List.of(), Way.COMPILED_ONLY);
    }

    private static String junit(String version) {
        return "org.junit:junit-bom:pom:" + version;
    }
}
