package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.SellSeed.lead;
import static io.github.basicopsemulator.SellSeed.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Workspace;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** The README's test of a program that talks to Zendesk Sell. */
@BasicOpsEmulator
class ContactTomTest {

    @Test
    void finds_the_tasks_of_leads(Workspace sell) throws Exception {
        sell.seed(lead("Johnson").tasks(task("Contact Tom").dueDate("2014-09-28")));

        var request = HttpRequest.newBuilder(sell.url("/v2/tasks?resource_type=lead&overdue=true"))
                .header("Authorization", "Bearer " + sell.token())
                .build();
        var reply = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(reply.body()).contains("\"content\":\"Contact Tom\"", "\"count\":1");
        assertThat(sell.records("sell task")).hasSize(1);
    }
}
