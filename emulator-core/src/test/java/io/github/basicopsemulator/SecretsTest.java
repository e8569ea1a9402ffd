package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static io.github.basicopsemulator.BasicOpsSeed.webhook;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plants a secret in requests of all sorts and looks for it in everything that the emulator writes of them. */
class SecretsTest {

    private static final String SECRET = "whispered7";

    /** Held, since the logging system holds them weakly. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("io.github.basicopsemulator.requests"),
            Logger.getLogger("io.github.basicopsemulator.webhooks"));

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler log = new Handler() {

        private final Formatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
            logged.add(formatter.formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Emulator emulator;
    private Workspace workspace;

    @BeforeEach
    void start() {
        emulator = Emulator.builder().skipConsent().start();
        workspace = emulator.workspace("secrets");
        LOGGERS.forEach(logger -> {
            logger.setLevel(Level.ALL);
            logger.addHandler(log);
        });
    }

    @AfterEach
    void stop() {
        LOGGERS.forEach(logger -> {
            logger.setLevel(null);
            logger.removeHandler(log);
        });
        emulator.close();
    }

    @Test
    void secret_in_any_request_is_in_no_output() {
        String basic = Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(UTF_8));
        get("/v1/task?access%5Ftoken=" + SECRET, "Authorization", "Bearer " + SECRET);
        get("/v1/task;token=" + SECRET + "?apikey=" + SECRET, "X-Api-Key", SECRET, "X-Auth-Token", SECRET);
        get("/v1/task/9", "Cookie", "session=" + SECRET + "; a=b", "Proxy-Authorization", "Basic " + basic);
        get("/v1/task/9", "Referer", "http://app.example/callback?code=" + SECRET + "&state=1");
        get("/999999999/api/v1/todos/7.json", "Authorization", "Basic " + basic);
        post("/v1/webhook", "application/json", webhookWith("\"" + SECRET + "\""));
        for (String wrong : List.of("[\"" + SECRET + "\"]", "{\"a\": \"" + SECRET + "\"}", SECRET, "\"" + SECRET)) {
            post("/v1/webhook", "application/json", webhookWith(wrong));
        }
        post(
                "/v1/webhook",
                "application/json",
                webhookWith("\"provided\"").replace("http://10.0.0.1/", "ftp://u:" + SECRET + "@h"));
        post(
                "/oauth/token",
                "application/x-www-form-urlencoded",
                "grant_type=x&code=" + SECRET + "&client%5Fsecret=" + SECRET);
        post(
                "/v1/task",
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n" + SECRET + "\r\n--x--\r\n");

        assertThat(outputs()).allSatisfy(output -> assertThat(output).doesNotContain(SECRET, basic));
        assertThat(logged).hasSizeGreaterThan(12);
    }

    @Test
    void number_that_is_secret_is_in_no_output() {
        post("/v1/webhook", "application/json", webhookWith("471147114711"));

        assertThat(outputs()).allSatisfy(output -> assertThat(output).doesNotContain("471147114711"));
    }

    @Test
    void oauth_code_in_location_is_in_no_output() {
        String back = "http%3A%2F%2F127.0.0.1%2Fback";
        String location = Http.get(
                        workspace.url("/oauth/auth?response_type=code&client_id=app&state=7&redirect_uri=" + back))
                .header("Location");
        String code = location.replaceFirst(".*code=([^&]*).*", "$1");
        post(
                "/oauth/token",
                "application/x-www-form-urlencoded",
                "grant_type=authorization_code&client_id=app&client_secret=s&redirect_uri=" + back + "&code=" + code);

        assertThat(location).contains("code=" + code);
        assertThat(workspace.journal().exchanges()).hasSize(2);
        assertThat(outputs()).allSatisfy(output -> assertThat(output).doesNotContain(code));
    }

    @Test
    void query_of_a_webhook_is_in_no_output() {
        URI secretUrl = URI.create(workspace.inbox("tasks").url() + "?apikey=" + SECRET);
        workspace.seed(webhook(secretUrl, "basicops:task:created"));
        workspace.seed(webhook(URI.create("http://127.0.0.1:1/?token=" + SECRET), "basicops:task:created"));
        workspace.seed(task("A"));
        workspace.webhooks().settle();
        Http.send("POST", secretUrl, BodyPublishers.ofString("token=" + SECRET));

        List<String> outputs = outputs();
        outputs.add(workspace.webhooks().deliveries().toString());
        outputs.add(workspace.webhooks().deadLetters().toString());
        outputs.add(message(() -> workspace.webhooks().awaitDelivery("basicops:none", Duration.ZERO)));
        outputs.add(message(() -> workspace.webhooks().deliverNext()));
        outputs.add(message(() -> workspace.inbox("tasks").await("basicops:none", Duration.ZERO)));
        assertThat(outputs).allSatisfy(output -> assertThat(output).doesNotContain(SECRET));
        assertThat(outputs).anySatisfy(output -> assertThat(output).contains("?apikey=***"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/h?password=it's",
                "http://127.0.0.1:1/h?password=a<",
                "http://127.0.0.1:1/h?user[password][0]=",
                "http://127.0.0.1:1/h?api%20key=",
                "http://127.0.0.1:1/h#access_token="
            })
    void secret_in_a_strange_url_is_in_no_output(String url) {
        send(url + SECRET);
        get(url.replaceFirst(".*/h", "/v1/task")
                        .replace("[", "%5B")
                        .replace("]", "%5D")
                        .replace("<", "%3C")
                + SECRET);

        assertThat(outputs()).allSatisfy(output -> assertThat(output).doesNotContain(SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://u:%s/x@127.0.0.1:1/", "http://u:%s x@127.0.0.1:1/", "http://u:p#%s@127.0.0.1:1/"})
    void secret_user_part_is_in_no_output(String url) {
        send(url.formatted(SECRET));

        assertThat(outputs()).allSatisfy(output -> assertThat(output).doesNotContain(SECRET));
    }

    private void send(String url) {
        post(
                "/v1/webhook",
                "application/json",
                "{\"name\": \"W\", \"url\": \"" + url + "\", \"events\": \"basicops:task:created\"}");
        post("/v1/uploadurl", "application/json", "{\"url\": \"" + url + "\"}");
        workspace.seed(task("A"));
        workspace.webhooks().settle();
    }

    private static String webhookWith(String secret) {
        return "{\"name\": \"W\", \"url\": \"http://10.0.0.1/?a=b&token=" + SECRET + "\", \"events\":"
                + " \"basicops:task:created\", \"signing\": \"provided\", \"secret\": " + secret + "}";
    }

    private void get(String path, String... headers) {
        Http.send("GET", workspace.url(path), BodyPublishers.noBody(), headers);
    }

    private void post(String path, String type, String body) {
        Http.send("POST", workspace.url(path), BodyPublishers.ofString(body), "Content-Type", type);
    }

    private List<String> outputs() {
        List<String> outputs = new ArrayList<>(logged);
        Journal journal = workspace.journal();
        outputs.add(journal.har());
        outputs.add(journal.curl());
        journal.exchanges()
                .forEach(
                        exchange -> outputs.addAll(List.of(exchange.toString(), exchange.curl(), exchange.javaTest())));
        outputs.add(message(() -> journal.await("GET", "/v1/none", Duration.ZERO)));
        outputs.add(workspace.webhooks().toString());
        outputs.add(workspace.webhooks().har());
        outputs.add(workspace.changes().toString());
        for (String path : List.of(
                "journal", "journal?brief=true", "journal.har", "journal.sh", "webhooks/deliveries", "webhooks/dead")) {
            outputs.add(new String(Http.get(workspace.url("/_emulator/" + path)).bytes(), UTF_8));
        }
        return outputs;
    }

    private static String message(Runnable failing) {
        return String.valueOf(catchThrowable(failing::run).getMessage());
    }
}
