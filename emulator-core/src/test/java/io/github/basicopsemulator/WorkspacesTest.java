package io.github.basicopsemulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.basicopsemulator.testing.Heap;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many workspaces: how they are made on demand, how many there can be, and what an idle one costs. */
class WorkspacesTest {

    @Test
    void an_idle_workspace_takes_at_most_1500_bytes() {
        int count = 20_000;
        try (Emulator emulator = Emulator.builder().maxWorkspaces(count).start()) {
            emulator.newWorkspace("first");
            long before = Heap.used();

            for (int i = 1; i < count; i++) {
                emulator.newWorkspace("idle-" + i);
            }

            assertThat((Heap.used() - before) / count).isLessThanOrEqualTo(1_500);
            assertThat(emulator.workspaceCount()).isEqualTo(count + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/tsk, Bearer right, 404",
        "GET, /v1/task, Bearer wrong, 401",
        "GET, /v1/task, '', 401",
        "GET, /picture.png, '', 404",
        "DELETE, /v2/users/self, Bearer right, 404",
        "GET, /v2/tasks, Bearer wrong, 401",
        "GET, /999999999/api/v1/nothing.json, Bearer right, 404",
        "GET, /_emulator/nothing, '', 404"
    })
    void a_refused_request_makes_no_workspace(String method, String path, String token, int status) throws Exception {
        try (Emulator emulator =
                Emulator.builder().token("right").workspacesOnDemand().start()) {
            HttpResponse<String> reply = send(method, emulator.url() + "/w/new" + path, token);

            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
            assertThat(reply.body()).doesNotContain("no workspace");
            assertThat(emulator.find("new")).isEmpty();
            assertThat(send("GET", emulator.url() + "/w/new/v1/task", "Bearer right")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(emulator.find("new")).isPresent();
        }
    }

    @Test
    void a_page_of_another_origin_makes_no_workspace() throws Exception {
        try (Emulator emulator = Emulator.builder().workspacesOnDemand().start()) {
            HttpRequest image = HttpRequest.newBuilder(URI.create(emulator.url() + "/w/new/_emulator/records"))
                    .header("Sec-Fetch-Site", "cross-site")
                    .build();

            assertThat(HttpClient.newHttpClient()
                            .send(image, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
            assertThat(emulator.workspaces()).hasSize(1);
        }
    }

    @Test
    void too_many_workspaces_are_refused_over_http() throws Exception {
        try (Emulator emulator =
                Emulator.builder().maxWorkspaces(2).workspacesOnDemand().start()) {
            emulator.newWorkspace("one");
            emulator.newWorkspace("two");
            String base = emulator.url().toString();

            for (String path : List.of("/v1/task", "/v2/users/self", "/999999999/api/v1/people.json")) {
                HttpResponse<String> reply = send("GET", base + "/w/three" + path, "Bearer any");
                assertThat(reply.statusCode()).isEqualTo(507);
                assertThat(reply.body() + reply.headers().firstValue("X-Emulator-Reason"))
                        .contains("This emulator has 2 workspaces, which is its limit", "--max-workspaces");
            }
            HttpResponse<String> made = send("POST", base + "/_emulator/workspaces", "");
            assertThat(made.statusCode()).isEqualTo(507);
            assertThat(made.body()).contains("DELETE /_emulator/workspaces/NAME");
            assertThat(send("GET", base + "/w/one/v1/task", "Bearer any").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void too_many_workspaces_are_refused_in_java_until_one_is_closed() {
        try (Emulator emulator = Emulator.builder().maxWorkspaces(1).start()) {
            Workspace one = emulator.workspace("one");
            assertThat(emulator.workspace("one")).isSameAs(one);
            assertThatIllegalStateException()
                    .isThrownBy(() -> emulator.workspace("two"))
                    .withMessageContaining("This emulator has 1 workspaces, which is its limit");
            assertThatIllegalStateException().isThrownBy(() -> emulator.newWorkspace("two"));
            assertThatIllegalStateException()
                    .isThrownBy(() -> emulator.newWorkspace("one"))
                    .withMessageContaining("there is a workspace \"one\" already");

            one.close();
            one.close();
            assertThat(emulator.newWorkspace("two").name()).isEqualTo("two");
            assertThat(emulator.workspaceCount()).isEqualTo(2);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Emulator.builder().maxWorkspaces(0));
    }

    @Test
    void workspaces_made_on_demand_live_an_hour_unless_told_otherwise() throws Exception {
        assertThat(ttlOnDemand(Emulator.builder())).isEqualTo(Duration.ofHours(1));
        assertThat(ttlOnDemand(Emulator.builder().onDemandTtl(Duration.ofMinutes(5))))
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(ttlOnDemand(Emulator.builder().onDemandTtl(Duration.ZERO))).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> Emulator.builder().onDemandTtl(Duration.ofSeconds(-1)));
    }

    private static Duration ttlOnDemand(Emulator.Builder builder) throws Exception {
        try (Emulator emulator = builder.workspacesOnDemand().start()) {
            assertThat(send("GET", emulator.url() + "/w/new/v1/task", "Bearer any")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(emulator.workspace("by-hand").expiresAfter()).isNull();
            return emulator.workspace("new").expiresAfter();
        }
    }

    @Test
    void workspaces_are_listed_in_pages() {
        try (Emulator emulator = Emulator.start()) {
            for (String name : List.of("c", "a", "b")) {
                emulator.newWorkspace(name);
            }

            assertThat(emulator.workspaces()).extracting(Workspace::name).containsExactly("", "a", "b", "c");
            assertThat(emulator.workspaces(null, 2)).extracting(Workspace::name).containsExactly("", "a");
            assertThat(emulator.workspaces("a", 2)).extracting(Workspace::name).containsExactly("b", "c");
            assertThat(emulator.workspaces("aa", 2)).extracting(Workspace::name).containsExactly("b", "c");
            assertThat(emulator.workspaces("c", 2)).isEmpty();
        }
    }

    private static HttpResponse<String> send(String method, String url, String token) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
