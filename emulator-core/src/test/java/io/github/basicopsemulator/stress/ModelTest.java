package io.github.basicopsemulator.stress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.basicops.BasicOps;
import io.github.basicopsemulator.basicops.BasicOpsOptions;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.http.JettyHttpTransport;
import io.github.basicopsemulator.outbound.HttpTransport;
import io.github.basicopsemulator.store.State;
import io.github.basicopsemulator.testing.TestEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/** Whatever is asked, in whatever order, the emulator answers what a plain model of BasicOps does, and has what that has. */
class ModelTest {

    private static final Instant START = Instant.parse("2024-01-01T12:00:00Z");
    private static final HttpTransport CARRIER = new JettyHttpTransport();

    private TestEngine bench;
    private Model model;
    private final List<String> story = new ArrayList<>();

    @Property(seed = "7", tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void any_story_goes_as_in_the_model(@ForAll("stories") List<ApiCall> calls) {
        play(calls);
    }

    @Tag("long")
    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void any_of_many_stories_goes_as_in_the_model(@ForAll("stories") List<ApiCall> calls) {
        play(calls);
    }

    @Provide
    Arbitrary<List<ApiCall>> stories() {
        return RandomRequests.all();
    }

    /** Plays a story, and where it goes wrong, the shortest that goes wrong as well. */
    private void play(List<ApiCall> calls) {
        try {
            perform(calls);
        } catch (AssertionError wrong) {
            perform(ShrunkRequests.of(calls, this::goesWrong));
            throw wrong;
        }
    }

    private boolean goesWrong(List<ApiCall> calls) {
        try {
            perform(calls);
            return false;
        } catch (AssertionError wrong) {
            return true;
        }
    }

    private void perform(List<ApiCall> calls) {
        bench = new TestEngine(new BasicOps(BasicOpsOptions.DEFAULT, CARRIER), BasicOpsOptions.DEFAULT, START);
        model = new Model(TestEngine.BASE);
        story.clear();
        for (ApiCall call : calls) {
            bench.pass(1000);
            State before = bench.state();
            boolean worked = compare(call);
            if (!worked || call.reads()) {
                assertThat(bench.state()).as(said("must have changed nothing")).isSameAs(before);
            } else {
                everything();
            }
        }
        assertThat(bench.told()).as(said("is told")).isEqualTo(model.told());
    }

    /** Compares the answers to a call, and tells whether it worked. */
    private boolean compare(ApiCall call) {
        Model.Answer expected = model.answer(call, bench.now());
        Response reply = send(call);
        String text = new String(reply.body(), UTF_8);
        story.add(call + "\n      -> " + reply.status() + " " + text);
        assertThat(reply.status())
                .as(said("must be answered " + expected.status()))
                .isEqualTo(expected.status());
        Map<String, Object> body = TestEngine.object(reply.body());
        if (expected.status() == 200) {
            assertThat(body).as(said("is answered")).isEqualTo(expected.body());
        } else {
            String message = (String) body.get("message");
            assertThat(expected.places()).as(said("must say where")).allMatch(message::contains);
        }
        return expected.status() == 200;
    }

    private Response send(ApiCall call) {
        Headers headers = call.hasToken() ? Headers.of("Authorization", "Bearer any") : new Headers();
        byte[] body = call.json().getBytes(UTF_8);
        return bench.send(
                call.method(),
                call.path(),
                body.length == 0 ? headers : headers.add("Content-Type", "application/json"),
                body);
    }

    /** Compares all that can be seen. */
    private void everything() {
        for (String kind : List.of("project", "section", "task", "note")) {
            look("/v1/" + kind);
        }
        look("/v1/project?archived=true");
        look("/v1/task?archived=true");
        for (long id = 1; id <= Math.min(model.last("task"), 6); id++) {
            look("/v1/task/" + id + "/tasks");
            look("/v1/task/" + id + "/dependency");
        }
        for (long id = 1; id <= Math.min(model.last("project"), 6); id++) {
            look("/v1/project/" + id + "/notes");
        }
    }

    private void look(String path) {
        ApiCall call = ApiCall.of("GET", path, null);
        Model.Answer expected = model.answer(call, bench.now());
        Response reply = send(call);
        assertThat(reply.status()).as(said("then " + call)).isEqualTo(expected.status());
        if (expected.status() == 200) {
            assertThat(TestEngine.object(reply.body())).as(said("then " + call)).isEqualTo(expected.body());
        }
    }

    private String said(String last) {
        StringBuilder text = new StringBuilder("this story:\n");
        for (int i = 0; i < story.size(); i++) {
            text.append("  ").append(i + 1).append(". ").append(story.get(i)).append('\n');
        }
        return text + "  " + last;
    }
}
