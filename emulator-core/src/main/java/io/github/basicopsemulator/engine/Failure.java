package io.github.basicopsemulator.engine;

import io.github.basicopsemulator.json.ControlCharacters;
import io.github.basicopsemulator.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;

/** A failure of the emulator itself: its line in the log, its line in the journal, and the message for the client. */
public record Failure(Throwable cause) {

    private static final System.Logger LOG = System.getLogger("io.github.basicopsemulator.failures");

    /** Made beforehand, for a failure that leaves no memory to make a reply of. */
    private static final byte[] MINIMAL = Json.write(Json.object(
            "error",
            "internal_error",
            "message",
            "The emulator itself failed, and failed again when it made the reply; its log has the causes."));

    /** Writes one line to the log, with the cause. A failure to do so is ignored: the reply still has to go out. */
    public void log(String what) {
        try {
            LOG.log(System.Logger.Level.ERROR, ControlCharacters.escape(what + ": " + summary()), cause);
        } catch (Throwable ignored) {
            // There is no place left to report it to.
        }
    }

    /** One line without the stack trace. */
    String summary() {
        return isOutOfMemory() ? outOfMemory() : "the emulator itself failed: " + cause;
    }

    /** The message for the client: with the stack trace, except where memory has run out. */
    String message() {
        if (isOutOfMemory()) {
            return outOfMemory();
        }
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        return "The emulator itself failed; please report this.\n" + trace;
    }

    /** Makes a reply; where that fails, returns a minimal one that needs next to no memory. */
    static Response orMinimal(Supplier<Response> reply) {
        try {
            return reply.get();
        } catch (Throwable e) {
            new Failure(e).log("A minimal reply is sent in place of one that could not be made");
            return new Response(500, Headers.of("Content-Type", "application/json; charset=utf-8"), MINIMAL);
        }
    }

    private boolean isOutOfMemory() {
        Throwable each = cause;
        while (each != null && !(each instanceof OutOfMemoryError)) {
            each = each.getCause();
        }
        return each != null;
    }

    private String outOfMemory() {
        return "The emulator has run out of memory (" + cause
                + "). Give its JVM more memory with -Xmx, or let the emulator"
                + " keep less: a smaller journal (--journal or Emulator.builder().journal(…)), a lower limit for uploads"
                + " (Emulator.builder().maxUploadBytes(…)), fewer records or workspaces.";
    }
}
