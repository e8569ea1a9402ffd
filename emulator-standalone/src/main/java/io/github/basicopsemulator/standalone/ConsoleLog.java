package io.github.basicopsemulator.standalone;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One line on standard error for each request, and for each attempt to deliver a webhook. */
final class ConsoleLog {

    /** Held here, since the logging system itself holds loggers weakly. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("io.github.basicopsemulator.requests"),
            Logger.getLogger("io.github.basicopsemulator.webhooks"));

    private ConsoleLog() {}

    static void toStandardError() {
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        handler.setFormatter(new Line());
        for (Logger logger : LOGGERS) {
            logger.setUseParentHandlers(false);
            logger.setLevel(Level.ALL);
            logger.addHandler(handler);
        }
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
