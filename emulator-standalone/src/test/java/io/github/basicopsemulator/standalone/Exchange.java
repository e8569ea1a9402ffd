package io.github.basicopsemulator.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One documented exchange: a curl command as the API reference prints it, and the reply that is documented for it.
 *
 * @param needs what has to be there before, as {@link Preparation} names it
 * @param replacements what in the command is replaced by what; a name in braces is the id of what was prepared
 * @param vendor whose reference it is of
 * @param status the status of the reply
 * @param reply the JSON of the reply, or null where a file or nothing is replied
 * @param fileType the media type of the file that is replied, or null
 */
record Exchange(
        String vendor,
        String title,
        List<String> needs,
        Map<String, String> replacements,
        String command,
        int status,
        JsonNode reply,
        String fileType) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FILES = List.of(
            "projects",
            "sections",
            "tasks",
            "attachments",
            "reviews",
            "dependencies",
            "timetracking",
            "notes",
            "messages",
            "replies",
            "reactions",
            "chats",
            "groupchats",
            "channels",
            "users",
            "webhooks",
            "bulk",
            "upload",
            "links",
            "sell-tasks",
            "basecamp-attachments",
            "basecamp-todos",
            "basecamp-documents");
    private static final Pattern PLACE = Pattern.compile("\\(([^(),]+)[^()]*\\)$");
    private static final Pattern REPLY = Pattern.compile("(?m)^--- reply ?(\\d*)\n");
    private static final Pattern PREPARED = Pattern.compile("\\{([a-z0-9-]+)}");

    static List<Exchange> all() throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        for (String file : FILES) {
            try (InputStream in =
                    Objects.requireNonNull(Exchange.class.getResourceAsStream("exchanges/" + file + ".txt"), file)) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
                String[] parts = text.split("(?m)^=== ");
                for (int i = 1; i < parts.length; i++) {
                    exchanges.add(parse(vendor(file), parts[i]));
                }
            }
        }
        return exchanges;
    }

    private static String vendor(String file) {
        return file.startsWith("sell-") ? "Sell" : file.startsWith("basecamp-") ? "Basecamp" : "BasicOps";
    }

    private static Exchange parse(String vendor, String text) throws IOException {
        Matcher middle = REPLY.matcher(text);
        if (!middle.find()) {
            throw new IllegalArgumentException("no reply: " + text);
        }
        String[] halves = {text.substring(0, middle.start()), text.substring(middle.end())};
        int status = middle.group(1).isEmpty() ? 200 : Integer.parseInt(middle.group(1));
        String[] titleAndRest = halves[0].split("\n", 2);
        String command = titleAndRest[1];
        List<String> needs = new ArrayList<>();
        Map<String, String> replacements = new LinkedHashMap<>();
        while (!command.startsWith("curl ")) {
            String[] lines = command.split("\n", 2);
            String[] words = lines[0].split(" ", 2);
            switch (words[0]) {
                case "needs" -> needs.addAll(List.of(words[1].split(" ")));
                case "replace" -> {
                    String[] what = words[1].split(" with ", 2);
                    replacements.put(what[0], what[1]);
                }
                default -> throw new IllegalArgumentException("not understood: " + lines[0] + " in " + text);
            }
            command = lines[1];
        }
        String reply = halves[1].replaceAll(",\\s*\\n\\.\\.\\.\\n", "\n").strip();
        boolean noJson = reply.startsWith("file ") || reply.equals("nothing");
        return new Exchange(
                vendor,
                titleAndRest[0],
                needs,
                replacements,
                command.strip(),
                status,
                noJson ? null : JSON.readTree(reply),
                reply.startsWith("file ") ? reply.substring(5) : null);
    }

    /** Tells whether the command is one that the reference prints, rather than one written from a request in it. */
    boolean isOfTheReference() {
        return !title.contains("written here");
    }

    /** Where the reference has this request: a line of it, a heading, or a row of the coverage page. */
    String place() {
        Matcher place = PLACE.matcher(title);
        if (!place.find()) {
            throw new IllegalStateException("no place in the reference: " + title);
        }
        return vendor + " " + place.group(1);
    }

    /** The command, sent to a workspace of the emulator in which all that it needs is there afterwards. */
    String commandFor(Preparation preparation, String token) throws Exception {
        for (String need : needs) {
            preparation.id(need);
        }
        String ready = command;
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            if (!ready.contains(replacement.getKey())) {
                throw new IllegalStateException(replacement.getKey() + " is not in " + command);
            }
            StringBuilder by = new StringBuilder();
            Matcher prepared = PREPARED.matcher(replacement.getValue());
            while (prepared.find()) {
                prepared.appendReplacement(by, Matcher.quoteReplacement(preparation.id(prepared.group(1))));
            }
            prepared.appendTail(by);
            ready = ready.replace(replacement.getKey(), by);
        }
        return ready.replace("https://api.basicops.com", preparation.workspace().toString())
                .replace("https://api.getbase.com", preparation.workspace().toString())
                .replace("https://basecamp.com", preparation.workspace().toString())
                .replace("user:pass", "user:" + token)
                .replace("$ACCESS_TOKEN", token)
                .replace("<access-token>", token);
    }
}
