package io.github.basicopsemulator.standalone;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One line a request on standard error. */
final class RequestLog {

    /** Held here, since the logging system itself holds loggers weakly. */
    private static final Logger REQUESTS = Logger.getLogger("io.github.basicopsemulator.requests");

    private RequestLog() {}

    static void toStandardError() {
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        handler.setFormatter(new Line());
        REQUESTS.setUseParentHandlers(false);
        REQUESTS.setLevel(Level.ALL);
        REQUESTS.addHandler(handler);
    }

    private static final class Line extends Formatter {

        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

        @Override
        public String format(LogRecord line) {
            Instant at = line.getInstant();
            return TIME.format(at.atZone(ZoneId.systemDefault())) + " " + formatMessage(line) + System.lineSeparator();
        }
    }
}
