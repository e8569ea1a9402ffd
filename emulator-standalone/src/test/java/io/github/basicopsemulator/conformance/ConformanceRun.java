package io.github.basicopsemulator.conformance;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One story on its way: what has been named so far, and whether all went as documented. */
final class ConformanceRun {

    private final URI emulator;
    private final String workspace;
    private final Receiver receiver;
    private final Operations operations;
    private final Names names = new Names();
    private boolean whole = true;

    ConformanceRun(URI emulator, String workspace, Receiver receiver, Operations operations) {
        this.emulator = emulator;
        this.workspace = workspace;
        this.receiver = receiver;
        this.operations = operations;
        names.put("here", emulator + "/w/" + workspace);
        names.put("receiver", receiver.url(workspace));
    }

    boolean isWhole() {
        return whole;
    }

    /** Sends what is to be sent and compares what comes; fails with both, with what was expected and where that is written. */
    void take(Exchange exchange) throws Exception {
        whole = false;
        for (int n = 1; n <= exchange.times(); n++) {
            names.put("n", String.valueOf(n));
            if (exchange.isDelivery()) {
                compare(exchange, exchange.sent(), receiver.next(workspace));
            } else {
                Message sent = filled(exchange.sent());
                Message came = Connection.send(emulator, sent);
                compare(exchange, sent, came);
                note(exchange, sent, came);
            }
        }
        whole = true;
    }

    private Message filled(Message told) {
        Map<String, String> headers = new LinkedHashMap<>();
        told.headers().forEach((name, value) -> headers.put(name, names.fill(value)));
        String text = told.text();
        String body = text.startsWith("{") || text.startsWith("[") ? names.fillJson(text) : names.fill(text);
        return new Message(target(names.fill(told.first())), headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Leads a request into the workspace, unless it goes to an address that the emulator has handed out. */
    private String target(String requestLine) {
        String[] parts = requestLine.split(" ", 2);
        return parts[0] + " "
                + (parts[1].startsWith("/") ? "/w/" + workspace + parts[1] : parts[1].replace(emulator.toString(), ""));
    }

    private void compare(Exchange exchange, Message sent, Message came) {
        List<String> differences = Expectation.differences(exchange.expected(), came, names);
        if (!differences.isEmpty()) {
            throw failure(exchange, sent, came, String.join("\n", differences));
        }
    }

    private void note(Exchange exchange, Message sent, Message came) {
        String request = sent.first().replace("/w/" + workspace, "");
        boolean refused = came.first().compareTo("400") >= 0;
        if (!refused && !request.contains(" /_emulator/") && !operations.walked(request)) {
            throw failure(exchange, sent, came, "the emulator's OpenAPI document does not know this operation");
        }
    }

    private static AssertionError failure(Exchange exchange, Message sent, Message came, String what) {
        return new AssertionError(exchange.place() + "\n\n" + what + "\n\nsent:\n" + sent.marked(">") + "\n\ncame:\n"
                + came.marked("<") + "\n\ndocumented:\n"
                + exchange.expected().marked("<"));
    }
}
