package io.github.basicopsemulator.basicops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sending a task to reviewers, and what they decide. */
class ReviewsTest {

    private final Api api = new Api();

    @BeforeEach
    void a_task() {
        api.create("/v1/task", "{'title': 'T'}");
    }

    @Test
    void the_documented_example_runs() {
        api.done(api.post("/v1/task/1/review/request", """
                {'reviewers': [38, 25], 'message': 'Please review this task'}"""));
        assertThat(api.show("/v1/task/1")).containsEntry("status", "Under Review");

        api.done(api.post("/v1/task/1/review/submit", "{'message': 'Looks good, approved'}"));
        assertThat(api.show("/v1/task/1")).containsEntry("status", "Reviewed");
    }

    @Test
    void a_test_can_read_what_was_asked_and_decided() {
        api.done(api.post("/v1/task/1/review/request", "{'reviewers': [25], 'message': 'Please'}"));
        api.done(api.post("/v1/task/1/review/submit", "{'message': 'No', 'approved': false}"));

        List<Entity> reviews = new ArrayList<>();
        api.state().all(Reviews.KIND).forEach(reviews::add);
        assertThat(reviews)
                .extracting(review -> review.get("outcome") + " " + review.get("reviewers") + " "
                        + review.get("message") + " " + review.get("task") + " " + review.get("user"))
                .containsExactly("requested [25] Please 1 38", "rejected [] No 1 38");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                        | Reviewed",
                "{'message': null}         | Reviewed",
                "{'approved': true}        | Reviewed",
                "{'decision': 'approve'}   | Reviewed",
                "{'approved': null}        | Reviewed",
                "{'approved': false}       | In Progress",
                "{'decision': 'reject'}    | In Progress"
            })
    void a_submission_approves_unless_it_says_otherwise(String json, String status) {
        api.done(api.post("/v1/task/1/review/submit", json));

        assertThat(api.show("/v1/task/1")).containsEntry("status", status);
    }

    @Test
    void a_submission_needs_no_body() {
        api.done(api.post("/v1/task/1/review/submit", ""));

        assertThat(api.show("/v1/task/1")).containsEntry("status", "Reviewed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "request | {}                       | $.reviewers must be an array of at least one id of a user, but was null",
                "request | {'reviewers': []}        | $.reviewers must be an array of at least one id of a user, but was an array of 0",
                "request | {'reviewers': null}      | $.reviewers",
                "request | {'reviewers': 25}        | $.reviewers must be an array of ids of a user, but was 25",
                "request | {'reviewers': [25, 123]} | $.reviewers[1] must be the id of a user that exists, but was 123",
                "request | {'reviewers': [25], 'message': 5} | $.message must be a text, but was 5",
                "submit  | {'decision': 'maybe'}    | $.decision must be one of \"approve\", \"reject\"",
                "submit  | {'approved': 'no'}       | $.approved must be true or false"
            })
    void what_makes_no_sense_is_refused_and_the_status_stays(String what, String json, String message) {
        State before = api.state();

        assertThat(api.post("/v1/task/1/review/" + what, json).refusal()).contains(message);
        assertThat(api.state()).isSameAs(before);
    }

    @Test
    void a_task_that_is_not_there_has_no_reviews() {
        api.post("/v1/task/99/review/request", "{'reviewers': [25]}").refusal(404, "not_found");
        api.post("/v1/task/99/review/submit", "{}").refusal(404, "not_found");
    }

    @Test
    void the_task_is_told_to_be_updated() {
        api.done(api.post("/v1/task/1/review/request", "{'reviewers': [25]}"));

        assertThat(api.told()).endsWith("updated task 1");
    }

    @Test
    void reviewers_in_a_submission_are_passed_over() {
        long task = api.create("/v1/task", "{'title': 'T'}");

        api.done(api.post("/v1/task/" + task + "/review/submit", "{'message': 'fine', 'reviewers': 'nobody'}"));
    }
}
