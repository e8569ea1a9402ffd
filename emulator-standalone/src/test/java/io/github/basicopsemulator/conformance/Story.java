package io.github.basicopsemulator.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Exchanges that follow from one another, in a workspace of their own. The head of each file says how it is to be read. */
record Story(String title, List<Exchange> exchanges) {

    /** Reads the stories of a file beside this class. */
    static List<Story> in(String file) {
        try (InputStream in = Story.class.getResourceAsStream(file)) {
            return new Reader().read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Goes through a file line by line; what stands under "Every …" goes into all that follows. */
    private static final class Reader {

        private static final String EVERY_EXCHANGE = "Every exchange";
        private static final String EVERY_BODY = "Every body";

        private final List<Story> stories = new ArrayList<>();
        private final Map<String, Exchange> common = new LinkedHashMap<>();
        private String title = "";
        private String place = "";
        private final List<String> sent = new ArrayList<>();
        private final List<String> expected = new ArrayList<>();

        List<Story> read(String file) {
            file.lines().forEach(this::line);
            endOfExchange();
            return stories;
        }

        private void line(String line) {
            if (line.startsWith(">")) {
                sent.add(content(line));
            } else if (line.startsWith("<")) {
                expected.add(content(line));
            } else if (line.startsWith("=== ")) {
                endOfExchange();
                title = content(line.substring(2));
                if (!isCommon()) {
                    stories.add(new Story(title, new ArrayList<>()));
                }
            } else if (!line.isBlank() && !line.startsWith("#")) {
                endOfExchange();
                place = line;
            }
        }

        private static String content(String line) {
            return line.substring(Math.min(2, line.length()));
        }

        private boolean isCommon() {
            return title.equals(EVERY_EXCHANGE) || title.equals(EVERY_BODY);
        }

        private void endOfExchange() {
            if (sent.isEmpty() && expected.isEmpty()) {
                return;
            }
            if (isCommon()) {
                common.put(title, new Exchange(title, message(sent, 0), message(expected, 0)));
            } else {
                stories.get(stories.size() - 1).exchanges().add(exchange());
            }
            sent.clear();
            expected.clear();
        }

        private Exchange exchange() {
            Message request = message(sent, 1);
            Message reply = message(expected, 1);
            if (sent.isEmpty() || request.first().contains(" /_emulator/")) {
                return new Exchange(place, request, reply);
            }
            return new Exchange(place, withCommon(request, Exchange::sent), withCommon(reply, Exchange::expected));
        }

        private Message withCommon(Message message, Function<Exchange, Message> side) {
            Map<String, String> headers = new LinkedHashMap<>();
            common.forEach((when, exchange) -> {
                if (message.hasBody() || when.equals(EVERY_EXCHANGE)) {
                    headers.putAll(side.apply(exchange).headers());
                }
            });
            headers.putAll(message.headers());
            return new Message(message.first(), headers, message.body());
        }

        /** Takes lines apart, the headers beginning with the given one. */
        private static Message message(List<String> lines, int start) {
            Map<String, String> headers = new LinkedHashMap<>();
            int at = start;
            for (; at < lines.size() && !lines.get(at).isBlank(); at++) {
                String[] header = lines.get(at).split(":", 2);
                headers.put(header[0], header[1].strip());
            }
            String body = at < lines.size() ? String.join("\n", lines.subList(at + 1, lines.size())) : "";
            return new Message(
                    start > 0 && !lines.isEmpty() ? lines.get(0) : "", headers, body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
