package io.github.basicopsemulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Takes the lines that the emulator logs about failures of its own, and keeps them off the console. */
public final class FailureLog extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("io.github.basicopsemulator.failures");
    private final List<LogRecord> lines = new CopyOnWriteArrayList<>();

    public FailureLog() {
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    public List<LogRecord> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
