package io.github.basicopsemulator.standalone;

import io.github.basicopsemulator.json.ControlCharacters;
import io.github.basicopsemulator.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One line on standard error for each request, for each attempt to deliver a webhook, and for each failure of the emulator. */
final class ConsoleLog {

    /** Held here, since the logging system itself holds loggers weakly. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("io.github.basicopsemulator.requests"),
            Logger.getLogger("io.github.basicopsemulator.webhooks"));

    private static final Logger FAILURES = Logger.getLogger("io.github.basicopsemulator.failures");

    private ConsoleLog() {}

    /** How a line looks: for people, or for programs. */
    enum Form {
        TEXT,
        JSON
    }

    static void toStandardError(Form form) {
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        handler.setFormatter(form == Form.JSON ? new JsonLine() : new TextLine());
        for (Logger logger :
                Stream.concat(LOGGERS.stream(), Stream.of(FAILURES)).toList()) {
            logger.setUseParentHandlers(false);
            logger.setLevel(Level.ALL);
            logger.addHandler(handler);
        }
    }

    /** Failures of the emulator itself are logged all the same, by Java's own handler. */
    static void off() {
        LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString().replace("\r\n", "\n");
    }

    private static final class TextLine extends Formatter {

        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

        @Override
        public String format(LogRecord line) {
            return TIME.format(line.getInstant().atZone(ZoneId.systemDefault())) + " "
                    + ControlCharacters.escape(formatMessage(line)) + System.lineSeparator()
                    + (line.getThrown() == null ? "" : ControlCharacters.escapeInLines(trace(line.getThrown())));
        }
    }

    /** A JSON object a line: {@code time}, {@code log}, and the parts of a request or a {@code message} with its {@code trace}. */
    private static final class JsonLine extends Formatter {

        private static final int PARTS_OF_A_REQUEST = 5;

        @Override
        public String format(LogRecord line) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("time", line.getInstant().toString());
            String logger = line.getLoggerName();
            fields.put("log", logger.substring(logger.lastIndexOf('.') + 1));
            Object[] parts = line.getParameters();
            if (parts != null && parts.length == PARTS_OF_A_REQUEST) {
                fields.put("method", parts[0]);
                fields.put("path", parts[1]);
                fields.put("status", Long.valueOf((String) parts[2]));
                fields.put("micros", Long.valueOf((String) parts[3]));
                fields.put(
                        "reason",
                        parts[4].equals("") ? null : parts[4].toString().strip());
            } else {
                fields.put("message", formatMessage(line));
                if (line.getThrown() != null) {
                    fields.put("trace", trace(line.getThrown()));
                }
            }
            return ControlCharacters.escape(new String(Json.write(fields), StandardCharsets.UTF_8)) + "\n";
        }
    }
}
