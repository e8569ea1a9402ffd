package io.github.basicopsemulator.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A curl command, read as a shell and curl would read it, as far as the exchanges need that; anything else is an error.
 *
 * @param body null where the command sends none
 */
record CurlCommand(String method, URI url, Map<String, String> headers, byte[] body) {

    /**
     * Reads a command.
     *
     * @param folder where the files are that the command names
     */
    static CurlCommand parse(String command, Path folder) throws IOException {
        List<String> words = words(command + "\n");
        if (words.isEmpty() || !words.get(0).equals("curl")) {
            throw new IllegalArgumentException("no curl command: " + command);
        }
        String method = "";
        String url = "";
        byte[] body = null;
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-k", "-v" -> {
                    // Certificates are not looked at, for there are none; and nothing more is said.
                }
                case "-u" ->
                    headers.put(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(words.get(++i).getBytes(StandardCharsets.UTF_8)));
                case "-X" -> method = words.get(++i);
                case "-H" -> {
                    String[] header = words.get(++i).split(":", 2);
                    headers.put(header[0], header[1].strip());
                }
                // As curl does, but for line ends in -d, which JSON does not mind.
                case "-d", "--data-binary" -> {
                    String data = words.get(++i);
                    body = data.startsWith("@")
                            ? Files.readAllBytes(folder.resolve(data.substring(1)))
                            : data.getBytes(StandardCharsets.UTF_8);
                }
                default -> {
                    if (words.get(i).startsWith("-") || !url.isEmpty()) {
                        throw new IllegalArgumentException("not understood: " + words.get(i) + " in " + command);
                    }
                    url = words.get(i);
                }
            }
        }
        if (body != null) {
            headers.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
        }
        return new CurlCommand(
                method.isEmpty() ? (body == null ? "GET" : "POST") : method, URI.create(url), headers, body);
    }

    HttpRequest request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return request.build();
    }

    /** Splits into words: single and double quotes, a backslash before a character, and one before the end of a line. */
    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\\' && quote != '\'' && i + 1 < command.length() && escapes(quote, command.charAt(i + 1))) {
                char next = command.charAt(++i);
                if (next != '\n') {
                    word = with(word, next);
                }
            } else if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                word = word == null ? new StringBuilder() : word;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
            } else {
                word = with(word, c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote is not closed: " + command);
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }

    private static boolean escapes(char quote, char next) {
        return quote == 0 || "\\\"$`\n".indexOf(next) >= 0;
    }

    private static StringBuilder with(StringBuilder word, char c) {
        return (word == null ? new StringBuilder() : word).append(c);
    }
}
