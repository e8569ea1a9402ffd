package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** A workspace of a running emulator, as far as the extension has to do with it. */
record RemoteWorkspace(ControlApi api, String name) {

    private static final String NONE = "none";

    /** By the address that this JVM has of the emulator, which may know itself by another. */
    URI url() {
        return URI.create(api.url() + path(""));
    }

    /** A token that it accepts now; a seed can have declared one. */
    String token() {
        return text(call("GET", "/workspace", null).json(), "/token");
    }

    void apply(Settings settings) {
        setClock(settings);
        if (settings.mode() != null) {
            call("PUT", "/webhooks", Json.object("mode", settings.mode().name().toLowerCase(Locale.ROOT)));
        }
        settings.seeds().forEach(this::load);
        // A seed file can set it, too; the annotation overrides it.
        setClock(settings);
    }

    private void setClock(Settings settings) {
        if (settings.now() != null) {
            call(
                    "PUT",
                    "/clock",
                    Json.object(
                            "now", settings.now().toString(),
                            "tick", settings.tick().toString()));
        }
    }

    private void load(SeedResource seed) {
        ControlApi.Reply reply = api.send("POST", path("/_emulator/seed"), seed.text());
        if (reply.status() == 400) {
            throw new ExtensionConfigurationException("the seed file \"" + seed.name()
                    + "\" is refused by the emulator at " + api.url() + ":\n" + text(reply.json(), "/error"));
        }
        reply.checked();
    }

    void add(List<Map<String, @Nullable Object>> faults) {
        faults.forEach(fault -> call("POST", "/faults", fault));
    }

    void snapshot(String snapshot) {
        call("PUT", "/snapshots/" + snapshot, Json.object());
    }

    void rewind(String snapshot) {
        call("POST", "/rewind", Json.object("snapshot", snapshot));
    }

    boolean isUnchanged() {
        return call("GET", "/changes", null).value("/changes/0") == null;
    }

    /** Keeps the workspace alive; a failure shows at its next use. */
    void touch() {
        try {
            api.send("GET", path("/_emulator/workspace"), null);
        } catch (ExtensionConfigurationException gone) {
            return;
        }
    }

    /** When that fails, the emulator forgets it by itself. */
    void forget() {
        try {
            api.send("DELETE", "/_emulator/workspaces/" + name, null);
        } catch (ExtensionConfigurationException gone) {
            return;
        }
    }

    boolean wasAsked() {
        return call("GET", "/journal?brief=true&limit=1", null).value("/exchanges/0") != null;
    }

    /**
     * Reads the visible state.
     *
     * @param since the name of the snapshot that the test began with, or null for the beginning of the workspace
     */
    FailureContext scene(@Nullable String since) {
        ControlApi.Reply deliveries = call("GET", "/webhooks/deliveries", null);
        String changed = call("GET", "/changes?format=text" + (since == null ? "" : "&since=" + since), null)
                .text();
        List<FailureContext.RequestLine> asked = asked();
        FailureContext.Documents documents = new FailureContext.Documents();
        documents.json(
                "journal.har",
                !asked.isEmpty(),
                () -> call("GET", "/journal.har", null).text());
        documents.plain("changes.txt", !changed.strip().equals(FailureContext.NOTHING_CHANGED), () -> changed);
        documents.json("deliveries.json", deliveries.value("/deliveries/0") != null, deliveries::text);
        return new FailureContext(
                name,
                "workspace " + name + " at " + url(),
                String.valueOf(call("GET", "/clock", null).value("/now")),
                asked,
                faults(),
                lines(deliveries.value("/deliveries"), "/line"),
                changed,
                documents.all());
    }

    private String faults() {
        ControlApi.Reply faults = call("GET", "/faults", null);
        Object limit = faults.value("/rateLimit");
        String rules = lines(faults.value("/faults"), "");
        return limit == null ? rules : (rules.equals(NONE) ? "" : rules + "\n") + limit;
    }

    private List<FailureContext.RequestLine> asked() {
        Object exchanges = call("GET", "/journal", null).value("/exchanges");
        return exchanges instanceof List<?> list
                ? list.stream().map(RemoteWorkspace::asked).toList()
                : List.of();
    }

    /** In the words of an exchange in this JVM. */
    private static FailureContext.RequestLine asked(Object exchange) {
        String query = text(exchange, "/query");
        String fault = text(exchange, "/fault");
        String problem = text(exchange, "/problem");
        String line = "#" + text(exchange, "/number") + " " + text(exchange, "/method") + " " + text(exchange, "/path")
                + (query.isEmpty() ? "" : "?" + query) + " -> " + text(exchange, "/status")
                + (problem.isEmpty() ? "" : ": " + problem) + (fault.isEmpty() ? "" : " [" + fault + "]");
        boolean refused = Json.at(exchange, "/status") instanceof Long status && status >= 400;
        return new FailureContext.RequestLine(line, refused || !fault.isEmpty(), () -> text(exchange, "/curl"));
    }

    private static String text(@Nullable Object json, String pointer) {
        Object found = Json.at(json, pointer);
        return found == null ? "" : found.toString();
    }

    private static String lines(@Nullable Object list, String pointer) {
        return list instanceof List<?> items && !items.isEmpty()
                ? items.stream().map(item -> text(item, pointer)).collect(Collectors.joining("\n"))
                : NONE;
    }

    private ControlApi.Reply call(String method, String path, @Nullable Object body) {
        return api.call(method, path("/_emulator" + path), body);
    }

    private String path(String rest) {
        return "/w/" + name + rest;
    }
}
