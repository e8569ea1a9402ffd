package io.github.basicopsemulator.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is left of a story that fails. */
class ShrunkRequestsTest {

    private static final ApiCall DELETION = ApiCall.of("DELETE", "/v1/project/1", null);

    @Test
    void only_the_calls_that_it_takes_to_fail_are_left() {
        List<ApiCall> story = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            story.add(ApiCall.of("POST", "/v1/task", Map.of("title", "T" + i)));
        }
        story.set(7, ApiCall.of("POST", "/v1/project", Map.of("title", "P")));
        story.set(30, DELETION);

        assertThat(ShrunkRequests.of(story, ShrunkRequestsTest::isDeletedAfterwards))
                .hasToString("[POST /v1/project {}, DELETE /v1/project/1]");
    }

    @Test
    void only_the_parts_of_a_body_that_it_takes_to_fail_are_left() {
        ApiCall bulk = ApiCall.of(
                "POST",
                "/v1/task/bulk",
                Map.of("items", List.of(Map.of("title", "A"), Map.of("title", "B", "project", 1L), Map.of("id", 5L))));

        assertThat(ShrunkRequests.of(List.of(bulk), story -> story.toString().contains("project")))
                .hasToString("[POST /v1/task/bulk {\"items\":[{\"project\":1}]}]");
    }

    @Test
    void a_story_that_needs_all_of_itself_stays_as_it_is() {
        List<ApiCall> story = List.of(ApiCall.of("POST", "/v1/project", null), DELETION);

        assertThat(ShrunkRequests.of(story, ShrunkRequestsTest::isDeletedAfterwards))
                .isEqualTo(story);
    }

    private static boolean isDeletedAfterwards(List<ApiCall> story) {
        int made = -1;
        for (int i = 0; i < story.size(); i++) {
            if (story.get(i).path().equals("/v1/project")) {
                made = i;
            }
        }
        return made >= 0 && story.lastIndexOf(DELETION) > made;
    }
}
