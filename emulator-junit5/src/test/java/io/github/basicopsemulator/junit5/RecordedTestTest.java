package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.journal.CapturedBody;
import io.github.basicopsemulator.journal.JavaTest;
import io.github.basicopsemulator.journal.RecordedExchange;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What the journal writes of a request as a test in Java: it compiles, and passes. */
@BasicOpsEmulator
class RecordedTestTest {

    @TempDir
    Path folder;

    @Test
    void a_recorded_request_is_a_test_that_passes(Workspace workspace) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeTrue(compiler != null, "this is no JDK, so nothing can be compiled");
        HttpRequest request = HttpRequest.newBuilder(workspace.url("/v1/task?note=a%22b"))
                .header("Authorization", "Bearer " + workspace.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"title\": \"Back\\\\slash, \\\"quotes\\\", line\\n, ünïcode\"}"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);

        compile(compiler, workspace.journal().exchanges().get(0).javaTest());

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(loader.loadClass("RecordedTest")))
                    .execute()
                    .testEvents()
                    .assertStatistics(events -> events.started(1).succeeded(1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"); System.exit(1); //",
                "*/ class Other {} /*",
                "\"\"\" + \"",
                "\\u0022); System.exit(1); //",
                "\\\\u0022 \\\\\\u000a",
                "\\\u202e\u2028\u0085\r\n\0\u001b[2J",
                "%s %n %d",
                "half \ud800 of a pair"
            })
    void recorded_test_of_hostile_request_compiles(String hostile) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeTrue(compiler != null, "this is no JDK, so nothing can be compiled");

        String source = JavaTest.write(exchange(hostile, hostile.getBytes(StandardCharsets.UTF_8)));

        assertThat(source.chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
                .isTrue();
        compile(compiler, source);
        assertThat(Files.list(folder).filter(file -> file.toString().endsWith(".class")))
                .hasSize(1);
    }

    @Test
    void recorded_test_of_long_and_binary_bodies_compiles() throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeTrue(compiler != null, "this is no JDK, so nothing can be compiled");

        compile(compiler, JavaTest.write(exchange("1st", "\u20ac".repeat(30_000).getBytes(StandardCharsets.UTF_8))));
        compile(compiler, JavaTest.write(exchange("class", new byte[70_000])));
    }

    private static RecordedExchange exchange(String text, byte[] body) {
        return new RecordedExchange(
                1,
                1,
                Instant.EPOCH,
                text,
                "http://127.0.0.1:1",
                "/" + text,
                "a=" + text,
                "/" + text,
                null,
                List.of(Map.entry(text, text)),
                CapturedBody.of(body),
                200,
                List.of(),
                CapturedBody.of(new byte[0]),
                null,
                List.of(),
                null,
                false,
                1);
    }

    private void compile(JavaCompiler compiler, String test) throws IOException {
        Path source = Files.writeString(folder.resolve("RecordedTest.java"), test);
        StringWriter complaints = new StringWriter();
        List<String> options = List.of("-cp", System.getProperty("java.class.path"), "-d", folder.toString());
        boolean compiles = compiler.getTask(
                        complaints,
                        null,
                        null,
                        options,
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertThat(compiles).as(complaints + test).isTrue();
    }
}
