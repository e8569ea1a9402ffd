package io.github.basicopsemulator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks through what the three vendors document, story by story, as somebody would who has their documentation and a
 * base URL, and nothing of this project: no class of it, not its JSON, not its HTTP.
 */
class ConformanceIT {

    private static final List<String> VENDORS = List.of("basicops", "sell", "basecamp");

    private static final AtomicInteger WALKED = new AtomicInteger();

    private static Jar jar;
    private static Receiver receiver;
    private static Operations operations;

    @BeforeAll
    static void start() throws Exception {
        jar = new Jar();
        receiver = new Receiver();
        operations = new Operations(jar.url());
    }

    @AfterAll
    static void end() {
        jar.close();
        receiver.close();
        System.out.println("documented exchanges walked: " + WALKED);
    }

    @TestFactory
    Stream<DynamicNode> what_is_documented_happens() {
        return Stream.concat(
                VENDORS.stream().map(ConformanceIT::walk),
                Stream.of(dynamicTest(
                        "every operation that is served has been walked",
                        () -> assertThat(operations.notWalked()).isEmpty())));
    }

    private static DynamicNode walk(String vendor) {
        AtomicInteger stories = new AtomicInteger();
        return dynamicContainer(
                vendor,
                Story.in(vendor + ".txt").stream().map(story -> walk(vendor + "-" + stories.incrementAndGet(), story)));
    }

    private static DynamicContainer walk(String workspace, Story story) {
        ConformanceRun walk = new ConformanceRun(jar.url(), workspace, receiver, operations);
        Stream<DynamicNode> exchanges = story.exchanges().stream()
                .map(exchange -> dynamicTest(exchange.place(), () -> {
                    assumeTrue(walk.isWhole(), "what this follows from went wrong");
                    walk.take(exchange);
                    WALKED.incrementAndGet();
                }));
        return dynamicContainer(
                story.title(), Stream.concat(exchanges, Stream.of(dynamicTest("nothing else is delivered", () -> {
                    assumeTrue(walk.isWhole(), "what this follows from went wrong");
                    Message more = receiver.of(workspace).peek();
                    if (more != null) {
                        fail("this came besides what is documented:\n" + more.marked("<"));
                    }
                }))));
    }

    @Test
    void conformance_test_shares_no_code_with_the_emulator() {
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.basicopsemulator.conformance",
                        "java..",
                        "javax..",
                        "com.sun.net.httpserver",
                        "org.junit..",
                        "org.assertj..",
                        "com.google.gson..",
                        "com.tngtech.archunit..")
                .check(new ClassFileImporter().importPackages("io.github.basicopsemulator.conformance"));
    }
}
