package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.basicopsemulator.Workspace;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

        Path source = Files.writeString(
                folder.resolve("RecordedTest.java"),
                workspace.journal().exchanges().get(0).javaTest());
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
        assertThat(compiles).as(complaints.toString()).isTrue();

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            EngineTestKit.engine("junit-jupiter")
                    .selectors(selectClass(loader.loadClass("RecordedTest")))
                    .execute()
                    .testEvents()
                    .assertStatistics(events -> events.started(1).succeeded(1));
        }
    }
}
