package io.github.basicopsemulator.basicops;

import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.store.Entity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Formats the data of a meeting as HTML, the format of note content.
 *
 *
 * <p>Assumed: formatting is documented (L918), but not its form. The reference to a task has the form in which BasicOps
 * itself links records inside texts.
 */
final class MeetingNotes {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(ZoneOffset.UTC);
    private static final int DATE_LENGTH = "2024-09-03 ".length();

    /** The number of the table of tasks in links inside texts. */
    private static final int TASK_TABLE = 3936;

    private MeetingNotes() {}

    /** Returns a block of HTML, empty without data of a meeting; {@code tasks} creates the requested tasks. */
    static String format(Changes note, Function<String, Entity> tasks) {
        StringBuilder html = new StringBuilder();
        String time = time((Instant) note.get("startTime"), (Instant) note.get("endTime"));
        if (!time.isEmpty()) {
            html.append("<p><b>Time:</b> ").append(time).append("</p>");
        }
        if (note.get("summary") instanceof String summary) {
            html.append("<p><b>Summary:</b> ").append(escape(summary)).append("</p>");
        }
        html.append(list("Participants", note.get("participants"), MeetingNotes::participant));
        html.append(list("Action items", note.get("actionItems"), item -> item(item, tasks)));
        return html.toString();
    }

    private static String time(@Nullable Instant start, @Nullable Instant end) {
        if (start == null) {
            return end == null ? "" : "until " + MINUTE.format(end) + " UTC";
        }
        String from = MINUTE.format(start);
        if (end == null) {
            return from + " UTC";
        }
        String to = MINUTE.format(end);
        boolean sameDay = from.regionMatches(0, to, 0, DATE_LENGTH);
        return from + " to " + (sameDay ? to.substring(DATE_LENGTH) : to) + " UTC";
    }

    private static String list(String title, @Nullable Object items, Function<Map<?, ?>, String> line) {
        if (!(items instanceof List<?> list) || list.isEmpty()) {
            return "";
        }
        return list.stream()
                .map(item -> "<li>" + line.apply((Map<?, ?>) item) + "</li>")
                .collect(Collectors.joining("", "<p><b>" + title + ":</b></p><ul>", "</ul>"));
    }

    private static String participant(Map<?, ?> person) {
        String name = Stream.of(person.get("firstName"), person.get("lastName"))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" "));
        Object email = person.get("email");
        return escape(email == null ? name : (name + " (" + email + ")").strip());
    }

    private static String item(Map<?, ?> item, Function<String, Entity> tasks) {
        String title = String.valueOf(item.get("title"));
        if (!Boolean.TRUE.equals(item.get("addAsTask"))) {
            return escape(title);
        }
        long task = tasks.apply(title).id();
        return "<span class=\"task-link record-link\" _tableid=\"" + TASK_TABLE + "\" _id=\"" + task + "\">"
                + escape(title) + "</span>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
