package io.github.basicopsemulator;

import static io.github.basicopsemulator.BasicOpsSeed.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are printed: a client must not be able to send a terminal control characters through them. */
@Timeout(60)
class TerminalOutputTest {

    /** A window title, a color by a C1 control, a line separator, and an override of the direction of text. */
    private static final String HOSTILE = "\u001b]0;x\u0007\u009b31m\u2028\u202egnp.exe\u0085end";

    private static final String IN_JSON = "\\u001b]0;x\\u0007\u009b31m\u2028\u202egnp.exe\u0085end";

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cf}&&[^\\n\\t]]");

    private final Emulator emulator = Emulator.start();
    private final Workspace workspace = emulator.workspace();
    private final Logger requests = Logger.getLogger("io.github.basicopsemulator.requests");
    private final Logger webhooks = Logger.getLogger("io.github.basicopsemulator.webhooks");
    private final Lines lines = new Lines();

    /** Keeps the lines of the log as they would be printed. */
    private static final class Lines extends Handler {

        private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
        private final Formatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
            printed.add(formatter.format(line).replace(System.lineSeparator(), "\n"));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void log() {
        for (Logger logger : List.of(requests, webhooks)) {
            logger.setLevel(Level.ALL);
            logger.setUseParentHandlers(false);
            logger.addHandler(lines);
        }
    }

    @AfterEach
    void close() {
        emulator.close();
        for (Logger logger : List.of(requests, webhooks)) {
            logger.setLevel(null);
            logger.setUseParentHandlers(true);
            logger.removeHandler(lines);
        }
    }

    @Test
    void requests_and_their_refusals_are_printed_without_controls() throws Exception {
        Http.post(workspace.url("/v1/task"), "{\"title\": \"T\", \"status\": \"" + IN_JSON + "\"}");
        Http.post(workspace.url("/v1/task?" + "a=%1b%c2%9b"), "{\"" + IN_JSON + "\": ");
        Http.send("PUT", workspace.url("/v1/%C2%9b31m"), BodyPublishers.ofString(IN_JSON));

        assertThat(lines.printed).hasSizeGreaterThanOrEqualTo(3);
        assertPrintable(String.join("", lines.printed));
        workspace.journal().exchanges().forEach(exchange -> assertPrintable(exchange.toString()));
        assertThatThrownBy(() -> workspace.journal().await("GET", "/v1/task", Duration.ofMillis(1)))
                .satisfies(failure -> assertPrintable(failure.getMessage()))
                .hasMessageContaining("Requests that came (3)");
    }

    @Test
    void messages_and_deliveries_are_printed_without_controls() throws Exception {
        Inbox inbox = workspace.inbox("a");
        Http.post(inbox.url(), IN_JSON);
        Http.post(inbox.url(), "{\"events\": [{\"event\": \"" + IN_JSON + "\"}]}");

        inbox.received().forEach(message -> assertPrintable(message.toString()));
        Throwable missed = catchThrowable(() -> inbox.await("never", Duration.ofMillis(1)));
        assertThat(missed).hasMessageContaining("It received 2 messages");
        assertPrintable(missed.getMessage());
    }

    @Test
    void changes_are_printed_without_controls() {
        workspace.seed(task("T " + HOSTILE).id(1));
        workspace.change("task", 1, Map.of("description", HOSTILE));

        assertPrintable(workspace.changes().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"basicops\": {\"%s\": []}}",
                "{\"basicops\": {\"tasks\": [{\"title\": \"T\", \"status\": \"%s\"}]}}",
                "{\"basicops\": {\"tasks\": [{\"title\": \"T\", \"%s\": 1}]}}",
                "{\"basicops\": {\"webhooks\": [{\"name\": \"W\", \"url\": \"http://a\", \"events\": \"%s\"}]}}",
                "{\"%s\": }"
            })
    void refused_seed_is_explained_without_controls(String seed) {
        Throwable refused = catchThrowable(() -> workspace.seed(String.format(seed, IN_JSON)));

        assertThat(refused).isInstanceOf(IllegalArgumentException.class);
        assertPrintable(refused.getMessage());
    }

    private static void assertPrintable(String text) {
        assertThat(CONTROLS.matcher(text).find()).as("%s", text).isFalse();
        assertThat(text).isNotEmpty();
    }
}
