package io.github.basicopsemulator.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One documented exchange: a curl command as the API reference prints it, and the reply that is documented for it.
 *
 * @param people ids of people in the command, and who stands in for them
 */
record Exchange(String title, Map<String, String> people, String command, JsonNode reply) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FILES =
            List.of("projects", "sections", "tasks", "reviews", "users", "bulk", "links");

    /** What stands in for the ids that the reference leaves to the reader. */
    private static final Map<String, String> IDS = Map.of("<project-id>", "6", "<task-id>", "73");

    static List<Exchange> all() throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        for (String file : FILES) {
            try (InputStream in =
                    Objects.requireNonNull(Exchange.class.getResourceAsStream("exchanges/" + file + ".txt"), file)) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
                String[] parts = text.split("(?m)^=== ");
                for (int i = 1; i < parts.length; i++) {
                    exchanges.add(parse(parts[i]));
                }
            }
        }
        return exchanges;
    }

    private static Exchange parse(String text) throws IOException {
        String[] halves = text.split("(?m)^--- reply\n");
        String[] titleAndRest = halves[0].split("\n", 2);
        String command = titleAndRest[1];
        Map<String, String> people = new LinkedHashMap<>();
        if (command.startsWith("people ")) {
            String[] lines = command.split("\n", 2);
            for (String pair : lines[0].substring("people ".length()).split(" ")) {
                people.put(pair.split("=")[0], pair.split("=")[1]);
            }
            command = lines[1];
        }
        String reply = halves[1].replaceAll(",\\s*\\n\\.\\.\\.\\n", "\n");
        return new Exchange(titleAndRest[0], people, command.strip(), JSON.readTree(reply));
    }

    /** The command, sent to a workspace of the emulator. */
    String commandFor(URI workspace, String token) {
        String ready = command.replace("https://api.basicops.com", workspace.toString())
                .replace("<access-token>", token);
        for (Map.Entry<String, String> id : IDS.entrySet()) {
            ready = ready.replace(id.getKey(), id.getValue());
        }
        for (Map.Entry<String, String> person : people.entrySet()) {
            ready = ready.replaceAll("(?<=[\\[/ ])" + person.getKey() + "\\b", person.getValue());
        }
        return ready;
    }
}
