package io.github.basicopsemulator.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the clients of Zendesk Sell send, byte by byte, and what they look for in the replies. */
class SellWireIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "0123456789abcdef".repeat(4);
    private static final AtomicInteger WORKSPACES = new AtomicInteger();

    /** The official client for Java. */
    private static final String JAVA = "Accept: application/json,application/json\r\nAuthorization: Bearer " + TOKEN
            + "\r\nX-Client-Type: api\r\nUser-Agent: BaseCRM/v2 Java/1.5.1\r\nContent-Type: application/json\r\n"
            + "Host: api.test\r\nConnection: keep-alive\r\n";

    private static final String ZAPIER = "content-type: application/json; charset=utf-8\r\nAccept: */*\r\n"
            + "user-agent: Zapier\r\nAuthorization: Bearer " + TOKEN + "\r\nX-Clientapp-Name: Zapier\r\n"
            + "X-Clientapp-Version: 1\r\nX-Clientapp-Device: x\r\nX-Clientapp-Os: x\r\nX-Clientapp-Os-Version: 1\r\n"
            + "X-Clientapp-Bundle: x\r\nHost: api.test\r\nConnection: close\r\n";

    private static final String NODE = "authorization: bearer " + TOKEN
            + "\r\naccept: application/json\r\nuser-agent: node\r\ncontent-type: application/json\r\nhost: api.test\r\n";

    private static EmulatorProcess emulator;

    private String workspace;
    private Wire wire;

    @BeforeAll
    static void start() throws Exception {
        emulator = EmulatorProcess.start("--token", TOKEN);
    }

    @AfterAll
    static void end() {
        emulator.close();
    }

    @BeforeEach
    void connect() throws Exception {
        workspace = "/w/client-" + WORKSPACES.incrementAndGet();
        wire = new Wire(emulator.url());
    }

    @AfterEach
    void disconnect() throws Exception {
        wire.close();
    }

    @Test
    void the_java_client_creates_a_task_and_finds_its_headers_in_this_very_case() throws Exception {
        Wire.Reply created = send(JAVA, "POST", "/v2/tasks", """
                {"data":{"resource_id":1,"content":"Contact Tom","due_date":"2014-09-28T16:32:56.000Z",
                "remind_at":"2014-09-29T15:32:56.000Z","resource_type":"lead"}}""");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.headers())
                .containsEntry("Content-Type", "application/json; charset=utf-8")
                .containsEntry("Content-Language", "en")
                .containsKeys("X-Request-Id", "Content-Length");
        assertThat(data(created).path("due_date").asText()).isEqualTo("2014-09-28T16:32:56Z");

        Wire.Reply missing = send(JAVA, "GET", "/v2/tasks/99", "");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.headers()).containsEntry("Content-Type", "application/json; charset=utf-8");
        assertThat(JSON.readTree(missing.body()).at("/meta/logref").asText())
                .isEqualTo(missing.headers().get("X-Request-Id"))
                .isNotEqualTo(created.headers().get("X-Request-Id"));
    }

    @Test
    void the_java_client_asks_for_a_list_with_raw_colons_and_commas() throws Exception {
        send(JAVA, "POST", "/v2/tasks", "{\"data\":{\"content\":\"c\",\"resource_type\":\"lead\",\"resource_id\":1}}");

        Wire.Reply list = send(
                JAVA,
                "GET",
                "/v2/tasks?per_page=50&resource_type=lead&completed=false&sort_by=due_date:desc&page=1&type=related",
                "");
        assertThat(list.status()).isEqualTo(200);
        assertThat(JSON.readTree(list.body()).at("/meta/count").asInt()).isEqualTo(1);
        assertThat(JSON.readTree(list.body()).at("/meta/links/self").asText())
                .startsWith("http://api.test" + workspace + "/v2/tasks?");
        assertThat(JSON.readTree(send(JAVA, "GET", "/v2/tasks?ids=1,2", "").body())
                        .at("/items/0/data/id"))
                .hasToString("1");
    }

    @Test
    void the_java_client_sends_zeros_for_what_is_null() throws Exception {
        send(JAVA, "POST", "/v2/tasks", "{\"data\":{\"content\":\"c\"}}");
        Wire.Reply task = send(
                JAVA,
                "PUT",
                "/v2/tasks/1",
                "{\"data\":{\"owner_id\":1,\"resource_id\":0,\"completed\":true,\"content\":\"d\"}}");
        assertThat(task.status()).isEqualTo(200);
        assertThat(data(task).path("resource_id").isNull()).isTrue();

        Wire.Reply deal = send(JAVA, "PUT", "/v2/deals/1", """
                {"data":{"name":"n","loss_reason_id":0,"source_id":0,"stage_id":0,"customized_win_likelihood":0}}""");
        assertThat(deal.status()).isEqualTo(200);
        Wire.Reply contact =
                send(JAVA, "POST", "/v2/contacts", "{\"data\":{\"last_name\":\"x\",\"parent_organization_id\":null}}");
        assertThat(data(contact).path("parent_organization_id").isNull()).isTrue();
    }

    @Test
    void the_official_suites_make_a_contact_and_a_task_about_it() throws Exception {
        Wire.Reply contact =
                send(JAVA, "POST", "/v2/contacts", "{\"data\":{\"first_name\":\"Tom\",\"last_name\":\"Smith\"}}");
        long id = data(contact).path("id").asLong();

        Wire.Reply task = send(
                JAVA,
                "POST",
                "/v2/tasks",
                ("{\"data\":{\"content\":\"Contact Tom\",\"due_date\":\"2014-09-27T16:32:56+00:00\","
                                + "\"remind_at\":\"2014-09-29T15:32:56+00:00\",\"resource_id\":%d,"
                                + "\"resource_type\":\"contact\"}}")
                        .formatted(id));
        assertThat(task.status()).isEqualTo(200);
        assertThat(data(task).path("resource_id").asLong()).isEqualTo(id);

        Wire.Reply removed = send(JAVA, "DELETE", "/v2/tasks/1", "");
        assertThat(removed.status()).isEqualTo(204);
        assertThat(removed.headers()).containsKey("X-Request-Id").doesNotContainKey("Content-Type");
        assertThat(send(JAVA, "GET", "/v2/tasks/1", "").status()).isEqualTo(404);
    }

    @Test
    void zapier_is_answered_and_let_go() throws Exception {
        Wire.Reply self = send(ZAPIER, "GET", "/v2/users/self", "");

        assertThat(self.status()).isEqualTo(200);
        assertThat(data(self).path("name").asText()).isNotEmpty();
        assertThat(wire.isAtEnd()).isTrue();
    }

    @Test
    void zapier_exchanges_a_code_and_reads_what_a_lead_can_have() throws Exception {
        wire.send("POST " + workspace + "/oauth2/token HTTP/1.1\r\nHost: api.test\r\nuser-agent: Zapier\r\n"
                + "content-type: application/x-www-form-urlencoded\r\nAuthorization: Basic aWQ6c2VjcmV0\r\n"
                + "Content-Length: 39\r\n\r\ncode=abc&grant_type=authorization_code&");
        JsonNode tokens = JSON.readTree(wire.read().body());
        assertThat(tokens.path("access_token").asText()).matches("\\S{64}");

        String as = ZAPIER.replace(TOKEN, tokens.path("access_token").asText());
        assertThat(JSON.readTree(send(as, "GET", "/v2/lead/custom_fields", "").body())
                        .path("items"))
                .isEmpty();
    }

    @Test
    void the_node_client_writes_everything_in_small_letters() throws Exception {
        assertThat(send(NODE, "GET", "/v2/leads", "").status()).isEqualTo(200);
        assertThat(send(NODE, "POST", "/v2/deals", "{\"data\":{\"name\":\"n\",\"value\":\"1000.25\"}}")
                        .body())
                .contains("\"value\":1000.25");
    }

    @Test
    void the_go_client_sends_times_of_nothing_and_the_php_client_offsets_without_a_colon() throws Exception {
        Wire.Reply task = send(JAVA, "POST", "/v2/tasks", """
                {"data":{"content":"c","created_at":"0001-01-01T00:00:00Z","updated_at":"0001-01-01T00:00:00Z",
                "due_date":"2014-09-28T16:32:56+0000"}}""");

        assertThat(task.status()).isEqualTo(200);
        assertThat(data(task).path("due_date").asText()).isEqualTo("2014-09-28T16:32:56Z");
    }

    @Test
    void without_a_user_agent_and_without_a_readable_body_the_refusal_is_of_this_vendor() throws Exception {
        wire.send("GET " + workspace + "/v2/tasks HTTP/1.1\r\nHost: api.test\r\nAuthorization: Bearer x\r\n\r\n");
        assertThat(JSON.readTree(wire.read().body()).at("/errors/0/error/code").asText())
                .isEqualTo("invalid_header");

        wire.send("POST " + workspace + "/v2/tasks HTTP/1.1\r\n" + JAVA + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
        Wire.Reply unreadable = wire.read();
        assertThat(unreadable.status()).isEqualTo(400);
        assertThat(unreadable.headers()).containsKey("X-Request-Id");
        assertThat(JSON.readTree(unreadable.body()).at("/errors/0/error/code").asText())
                .isEqualTo("invalid_payload");
    }

    private Wire.Reply send(String client, String method, String path, String body) throws Exception {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        wire.send(method + " " + workspace + path + " HTTP/1.1\r\n" + client + length + "\r\n" + body);
        return wire.read();
    }

    private static JsonNode data(Wire.Reply reply) throws Exception {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return JSON.readTree(reply.body()).path("data");
    }
}
