package io.github.basicopsemulator.conformance;

import static java.util.Comparator.comparing;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the emulator itself says it serves, by its OpenAPI document, and which of that has been walked. */
final class Operations {

    private static final Comparator<Operation> PLAIN_FIRST = comparing(
            operation -> operation.path().chars().filter(c -> c == '{').count());

    private final List<Operation> served = new ArrayList<>();
    private final Set<String> notWalked = new TreeSet<>();

    Operations(URI emulator) throws IOException {
        Message reply = Connection.send(emulator, new Message("GET /_emulator/openapi.json", Map.of(), new byte[0]));
        JsonObject paths =
                JsonParser.parseString(reply.text()).getAsJsonObject().getAsJsonObject("paths");
        for (String path : paths.keySet()) {
            for (String method : paths.getAsJsonObject(path).keySet()) {
                served.add(new Operation(method.toUpperCase(), path));
            }
        }
        served.sort(PLAIN_FIRST);
        served.forEach(operation -> notWalked.add(operation.toString()));
    }

    /** Notes that a request succeeded, and tells whether there is such an operation; Sell's paths may end in .json. */
    boolean walked(String requestLine) {
        String operationSent = requestLine.replaceFirst("\\?.*", "").replaceFirst("( /v2/.*)\\.json$", "$1");
        return served.stream()
                .filter(operation -> operation.matches(operationSent))
                .findFirst()
                .map(operation -> {
                    notWalked.remove(operation.toString());
                    return true;
                })
                .orElse(false);
    }

    int count() {
        return served.size();
    }

    Set<String> notWalked() {
        return notWalked;
    }

    private record Operation(String method, String path) {

        boolean matches(String request) {
            String pattern = ("\\Q" + method + " " + path + "\\E").replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q");
            return Pattern.matches(pattern, request);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }
}
