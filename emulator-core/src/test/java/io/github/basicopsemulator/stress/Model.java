package io.github.basicopsemulator.stress;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** BasicOps as plainly as it can be written, with maps and loops and no care for speed: what the emulator is held against. */
final class Model {

    /** What a call is answered: data where it worked, and else the status and the places that the message has to name. */
    record Answer(int status, Map<String, Object> body, List<String> places) {}

    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final transient List<String> places;

        Refused(int status, String... places) {
            this.status = status;
            this.places = List.of(places);
        }
    }

    private static final List<String> PROJECT =
            List.of("isTemplate", "title", "description", "owner", "team", "dueDate", "startDate", "status", "folder");
    private static final List<String> TASK_STATUSES =
            List.of("New", "Accepted", "In Progress", "Under Review", "Reviewed", "On Hold", "Blocked", "Complete");
    private static final List<String> PROJECT_STATUSES =
            List.of("On Track", "At Risk", "In Trouble", "On Hold", "Complete");
    private static final List<String> TYPES =
            List.of("finish-to-start", "start-to-start", "finish-to-finish", "start-to-finish");
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Every record of a kind by its id, each a map of what is stored. */
    private final Map<String, TreeMap<Long, Map<String, Object>>> tables = new LinkedHashMap<>();

    private final Map<String, Long> lastIds = new LinkedHashMap<>();
    private final String base;
    private long activities;
    private List<String> told = new ArrayList<>();
    private String now = "";

    Model(String base) {
        this.base = base;
        for (String kind : List.of("project", "section", "task", "note", "dependency")) {
            tables.put(kind, new TreeMap<>());
            lastIds.put(kind, 0L);
        }
    }

    /** What was told so far, such as {@code created task 1}. */
    List<String> told() {
        return told;
    }

    /** The ids that a kind has had so far. */
    long last(String kind) {
        return lastIds.get(kind);
    }

    /** Answers a call; one that is refused changes nothing. */
    Answer answer(ApiCall call, Instant at) {
        now = MILLIS.format(at);
        Map<String, TreeMap<Long, Map<String, Object>>> before = new LinkedHashMap<>();
        tables.forEach((kind, table) -> {
            TreeMap<Long, Map<String, Object>> copy = new TreeMap<>();
            table.forEach((id, record) -> copy.put(id, new LinkedHashMap<>(record)));
            before.put(kind, copy);
        });
        Map<String, Long> idsBefore = new LinkedHashMap<>(lastIds);
        List<String> toldBefore = new ArrayList<>(told);
        try {
            return new Answer(200, done(call), List.of());
        } catch (Refused refused) {
            tables.putAll(before);
            lastIds.putAll(idsBefore);
            told = toldBefore;
            return new Answer(refused.status, Map.of(), refused.places);
        }
    }

    private Map<String, Object> done(ApiCall call) {
        if (!call.hasToken()) {
            throw new Refused(401);
        }
        String[] parts = call.path().split("\\?", 2);
        String[] path = parts[0].substring("/v1/".length()).split("/");
        String query = parts.length == 2 ? parts[1] : "";
        String shape = call.method() + " " + path.length + (path.length == 3 ? " " + path[2] : "");
        String kind = path[0];
        if (!tables.containsKey(kind)) {
            throw new Refused(404);
        }
        if (kind.equals("dependency") && !shape.equals("DELETE 2")) {
            throw new Refused(path.length == 2 ? 405 : 404);
        }
        if (shape.equals("POST 2") && path[1].equals("bulk")) {
            return bulk(kind, opened(call));
        }
        return switch (shape) {
            case "GET 1" -> list(kind, query, record -> true);
            case "POST 1" -> created(kind, make(kind, read(kind, opened(call), true, "$"), "$"));
            case "GET 2" -> data(shown(kind, existing(kind, path[1])));
            case "PATCH 2" -> {
                Map<?, ?> body = opened(call);
                Map<String, Object> record = existing(kind, path[1]);
                change(kind, record, read(kind, body, false, "$"), "$");
                yield done();
            }
            case "DELETE 2" -> removed(kind, existing(kind, path[1]));
            case "GET 3 tasks", "GET 3 sections", "GET 3 notes" -> {
                Object around = existing(kind, path[1]).get("id");
                String inside = path[2].substring(0, path[2].length() - 1);
                String field = kind.equals("task") ? "parent" : "project";
                yield list(inside, query, record -> around.equals(record.get(field)));
            }
            case "GET 3 dependency" ->
                dependencies(kind, existing(kind, path[1]).get("id"), query);
            case "POST 3 dependency" -> depend(existing(kind, path[1]), opened(call));
            default -> throw new Refused(405);
        };
    }

    private static Map<?, ?> opened(ApiCall call) {
        if (call.body() instanceof ApiCall.Broken) {
            throw new Refused(400);
        }
        return call.object();
    }

    private Map<String, Object> existing(String kind, String id) {
        String number = kind.equals("dependency") && id.startsWith("dep-") ? id.substring(4) : id;
        Map<String, Object> record =
                number.matches("[1-9][0-9]*") ? tables.get(kind).get(Long.valueOf(number)) : null;
        if (record == null || number.equals(id) == kind.equals("dependency")) {
            throw new Refused(404);
        }
        return record;
    }

    // What clients send.

    /** Reads what a client may write of a kind; every field that is wrong is refused at once. */
    private Map<String, Object> read(String kind, Map<?, ?> body, boolean creating, String at) {
        List<String> wrong = new ArrayList<>();
        Map<String, Object> values = read(kind, body, creating, at, wrong);
        if (!wrong.isEmpty()) {
            throw new Refused(400, wrong.toArray(String[]::new));
        }
        return values;
    }

    private Map<String, Object> read(String kind, Map<?, ?> body, boolean creating, String at, List<String> wrong) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String field : writable(kind, creating)) {
            boolean required = field.equals(nameOf(kind)) || field.equals("dependsOnTask");
            Object value = body.get(field);
            if (!body.containsKey(field)) {
                if (required && creating) {
                    wrong.add(at + "." + field);
                }
            } else if (value == null && !required) {
                values.put(field, initial(kind, field));
            } else {
                try {
                    values.put(field, value(kind, field, value, required));
                } catch (IllegalArgumentException no) {
                    wrong.add(at + "." + field + no.getMessage());
                }
            }
        }
        return values;
    }

    private static List<String> writable(String kind, boolean creating) {
        List<String> fields = new ArrayList<>(
                switch (kind) {
                    case "project" -> PROJECT;
                    case "section" -> List.of("name", "endDate", "state", "project");
                    case "task" ->
                        List.of(
                                "title",
                                "description",
                                "project",
                                "section",
                                "assignee",
                                "dueDate",
                                "status",
                                "parent");
                    case "note" -> List.of("name", "content", "project");
                    default -> List.of("dependsOnTask", "type");
                });
        if (kind.equals("project") || kind.equals("task")) {
            fields.add("archived");
        }
        if (creating && kind.equals("project")) {
            fields.add("template");
        }
        if (creating && kind.equals("note")) {
            fields.addAll(List.of("summary", "actionItems"));
        }
        return fields;
    }

    private static String nameOf(String kind) {
        return kind.equals("project") || kind.equals("task") ? "title" : "name";
    }

    private static Object initial(String kind, String field) {
        return switch (kind + " " + field) {
            case "project isTemplate", "project archived", "task archived" -> false;
            case "project team", "task attachments", "note attachments" -> List.of();
            case "project status" -> "On Track";
            case "task status" -> "New";
            case "section state" -> "Open";
            case "dependency type" -> "finish-to-start";
            default -> null;
        };
    }

    /** Reads one value, or throws where it is wrong inside. */
    private Object value(String kind, String field, Object value, boolean required) {
        return switch (field) {
            case "isTemplate", "archived" -> must(value instanceof Boolean, value);
            case "owner", "assignee" -> must(List.of(38L, 25L).contains(value), value);
            case "project", "section", "template", "parent", "dependsOnTask" ->
                must(tables.get(tableOf(field)).containsKey(value instanceof Long ? value : -1L), value);
            case "folder" -> must(value instanceof Long, value);
            case "dueDate", "startDate", "endDate" -> moment(value);
            case "status" -> must((kind.equals("task") ? TASK_STATUSES : PROJECT_STATUSES).contains(value), value);
            case "state" -> must(List.of("Open", "Complete").contains(value), value);
            case "type" -> must(TYPES.contains(value), value);
            case "team" -> team(value);
            case "actionItems" -> items(value);
            default -> must(value instanceof String text && !(required && text.isBlank()), value);
        };
    }

    private static String tableOf(String field) {
        return switch (field) {
            case "template" -> "project";
            case "parent", "dependsOnTask" -> "task";
            default -> field;
        };
    }

    private static Object must(boolean right, Object value) {
        if (!right) {
            throw new IllegalArgumentException("");
        }
        return value;
    }

    private static Object team(Object value) {
        must(value instanceof List, value);
        Set<Object> users = new LinkedHashSet<>();
        List<?> sent = (List<?>) value;
        for (int i = 0; i < sent.size(); i++) {
            if (!List.of(38L, 25L).contains(sent.get(i))) {
                throw new IllegalArgumentException("[" + i + "]");
            }
            users.add(sent.get(i));
        }
        return new ArrayList<>(users);
    }

    private static Object items(Object value) {
        must(value instanceof List, value);
        List<?> sent = (List<?>) value;
        for (int i = 0; i < sent.size(); i++) {
            if (!(((Map<?, ?>) sent.get(i)).get("title") instanceof String)) {
                throw new IllegalArgumentException("[" + i + "].title");
            }
        }
        return value;
    }

    /** The few ways to write a moment that callers here know. */
    private static Object moment(Object value) {
        must(value instanceof String, value);
        String text = (String) value;
        if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            return text + "T00:00:00.000Z";
        }
        must(text.matches("\\d{4}-\\d{2}-\\d{2}T.*(Z|[+-]\\d{2}:\\d{2})"), value);
        return MILLIS.format(java.time.OffsetDateTime.parse(text));
    }

    // What calls do.

    private Map<String, Object> make(String kind, Map<String, Object> sent, String at) {
        Map<String, Object> values = new LinkedHashMap<>(sent);
        Map<String, Object> template = null;
        switch (kind) {
            case "project" -> template = prepareProject(values, at);
            case "task" -> placeNew(values, at);
            case "note" -> values.put("content", minutes(values));
            default -> {}
        }
        values.remove("template");
        values.remove("summary");
        values.remove("actionItems");
        for (String field : writable(kind, false)) {
            values.putIfAbsent(field, initial(kind, field));
        }
        values.put("attachments", List.of());
        Map<String, Object> made = add(kind, values);
        tell("created", kind, made);
        if (template != null) {
            copy(template, made);
        }
        return made;
    }

    private Map<String, Object> add(String kind, Map<String, Object> values) {
        long id = lastIds.merge(kind, 1L, Long::sum);
        Map<String, Object> made = new LinkedHashMap<>(values);
        made.put("id", id);
        made.put("created", now);
        made.put("updated", now);
        tables.get(kind).put(id, made);
        return made;
    }

    private void tell(String action, String kind, Map<String, Object> record) {
        told.add(action + " " + kind + " " + record.get("id"));
    }

    private Map<String, Object> prepareProject(Map<String, Object> values, String at) {
        if (values.get("owner") == null) {
            values.put("owner", 38L);
        }
        if (values.get("template") == null) {
            return null;
        }
        Map<String, Object> template = tables.get("project").get(values.get("template"));
        if (!template.get("isTemplate").equals(true)) {
            throw new Refused(400, at + ".template");
        }
        for (String field : List.of("description", "team", "dueDate", "startDate", "folder")) {
            if (!values.containsKey(field)) {
                values.put(field, template.get(field));
            }
        }
        return template;
    }

    private void copy(Map<String, Object> template, Map<String, Object> project) {
        Map<Object, Object> sections = new LinkedHashMap<>();
        for (Map<String, Object> section : all("section", "project", template.get("id"))) {
            Map<String, Object> values = new LinkedHashMap<>(section);
            values.put("project", project.get("id"));
            sections.put(section.get("id"), add("section", values).get("id"));
        }
        List<Map<String, Object>> originals = all("task", "project", template.get("id"));
        Map<Object, Map<String, Object>> copies = new LinkedHashMap<>();
        for (Map<String, Object> task : originals) {
            Map<String, Object> values = new LinkedHashMap<>(task);
            values.put("project", project.get("id"));
            values.put("section", sections.get(task.get("section")));
            values.put("parent", null);
            copies.put(task.get("id"), add("task", values));
        }
        for (Map<String, Object> task : originals) {
            Map<String, Object> parent = copies.get(task.get("parent"));
            if (parent != null) {
                copies.get(task.get("id")).put("parent", parent.get("id"));
            }
        }
    }

    private List<Map<String, Object>> all(String kind, String field, Object value) {
        return tables.get(kind).values().stream()
                .filter(record -> Objects.equals(record.get(field), value))
                .toList();
    }

    private void placeNew(Map<String, Object> values, String at) {
        Map<String, Object> parent = tables.get("task").get(Objects.requireNonNullElse(values.get("parent"), -1L));
        if (parent != null && !values.containsKey("project") && !values.containsKey("section")) {
            values.put("project", parent.get("project"));
            values.put("section", parent.get("section"));
        }
        place(null, values, at);
    }

    /** A task in a section is in the section's project; one that moves to another project leaves its section. */
    private void place(Map<String, Object> task, Map<String, Object> values, String at) {
        Map<String, Object> section = tables.get("section").get(Objects.requireNonNullElse(values.get("section"), -1L));
        if (section != null) {
            Object project = section.get("project");
            if (values.containsKey("project") && !Objects.equals(values.get("project"), project)) {
                throw new Refused(400, at + ".section");
            }
            values.put("project", project);
        } else if (task != null
                && values.containsKey("project")
                && !Objects.equals(values.get("project"), task.get("project"))) {
            values.put("section", null);
        }
    }

    private String minutes(Map<String, Object> values) {
        StringBuilder content = new StringBuilder();
        if (values.get("content") != null) {
            content.append(values.get("content"));
        }
        if (values.get("summary") != null) {
            content.append("<p><b>Summary:</b> ").append(values.get("summary")).append("</p>");
        }
        List<?> items = (List<?>) Objects.requireNonNullElse(values.get("actionItems"), List.of());
        if (!items.isEmpty()) {
            content.append("<p><b>Action items:</b></p><ul>");
            for (Object item : items) {
                content.append("<li>").append(item(item, values.get("project"))).append("</li>");
            }
            content.append("</ul>");
        }
        return content.isEmpty() && values.get("content") == null ? null : content.toString();
    }

    private String item(Object item, Object project) {
        String title = (String) ((Map<?, ?>) item).get("title");
        if (!Boolean.TRUE.equals(((Map<?, ?>) item).get("addAsTask"))) {
            return title;
        }
        Map<String, Object> sent = new LinkedHashMap<>();
        sent.put("title", title);
        sent.put("project", project);
        Object task = make("task", sent, "$").get("id");
        return "<span class=\"task-link record-link\" _tableid=\"3936\" _id=\"" + task + "\">" + title + "</span>";
    }

    private void change(String kind, Map<String, Object> record, Map<String, Object> sent, String at) {
        if (sent.isEmpty()) {
            return;
        }
        Map<String, Object> values = new LinkedHashMap<>(sent);
        if (kind.equals("task")) {
            refuseCircle(record, values.get("parent"), at);
            place(record, values, at);
        }
        Object from = record.get("project");
        record.putAll(values);
        record.put("updated", now);
        tell("updated", kind, record);
        if (kind.equals("task") && !Objects.equals(from, record.get("project"))) {
            bringSubtasks(record, record, from);
        } else if (kind.equals("section") && !Objects.equals(from, record.get("project"))) {
            for (Map<String, Object> task : all("task", "section", record.get("id"))) {
                bring(task, record);
            }
        }
    }

    private void refuseCircle(Map<String, Object> task, Object parent, String at) {
        for (Object above = parent;
                above != null;
                above = tables.get("task").get(above).get("parent")) {
            if (above.equals(task.get("id"))) {
                throw new Refused(400, at + ".parent");
            }
        }
    }

    private void bring(Map<String, Object> task, Map<String, Object> section) {
        Object from = task.get("project");
        if (!Objects.equals(from, section.get("project"))) {
            task.put("project", section.get("project"));
            task.put("updated", now);
            bringSubtasks(task, task, from);
        }
    }

    /** Those subtasks go along that were where their task was. */
    private void bringSubtasks(Map<String, Object> top, Map<String, Object> task, Object from) {
        for (Map<String, Object> subtask : all("task", "parent", task.get("id"))) {
            if (Objects.equals(subtask.get("project"), from)) {
                subtask.put("project", top.get("project"));
                subtask.put("section", top.get("section"));
                subtask.put("updated", now);
                bringSubtasks(top, subtask, from);
            }
        }
    }

    private Map<String, Object> removed(String kind, Map<String, Object> record) {
        remove(kind, record);
        tell("removed", kind, record);
        if (kind.equals("dependency")) {
            return done();
        }
        activities++;
        return data(object(
                "statusKind", 2L, "status", record.get(nameOf(kind)) + " deleted", "activities", List.of(activities)));
    }

    /** Projects take along what is in them, tasks their subtasks and dependencies; tasks outlive their section. */
    private void remove(String kind, Map<String, Object> record) {
        Object id = record.get("id");
        if (tables.get(kind).remove(id) == null) {
            return;
        }
        if (kind.equals("project")) {
            for (String inside : List.of("section", "task", "note")) {
                all(inside, "project", id).forEach(each -> remove(inside, each));
            }
        } else if (kind.equals("section")) {
            all("task", "section", id).forEach(task -> task.put("section", null));
        } else if (kind.equals("task")) {
            all("task", "parent", id).forEach(each -> remove("task", each));
            all("dependency", "task", id).forEach(each -> remove("dependency", each));
            all("dependency", "dependsOnTask", id).forEach(each -> remove("dependency", each));
        }
    }

    private Map<String, Object> depend(Map<String, Object> task, Map<?, ?> body) {
        Map<String, Object> values = read("dependency", body, true, "$");
        if (reaches(values.get("dependsOnTask"), task.get("id"))
                || all("dependency", "task", task.get("id")).stream()
                        .anyMatch(each -> each.get("dependsOnTask").equals(values.get("dependsOnTask")))) {
            throw new Refused(400, "$.dependsOnTask");
        }
        values.put("task", task.get("id"));
        return created("dependency", make("dependency", values, "$"));
    }

    private boolean reaches(Object from, Object to) {
        return from.equals(to)
                || all("dependency", "task", from).stream().anyMatch(each -> reaches(each.get("dependsOnTask"), to));
    }

    private Map<String, Object> bulk(String kind, Map<?, ?> body) {
        if (!(body.get("items") instanceof List<?> items) || items.size() > 100) {
            throw new Refused(400, "$.items");
        }
        List<String> wrong = new ArrayList<>();
        List<Map<String, Object>> read = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Map<?, ?> item = (Map<?, ?>) items.get(i);
            String at = "$.items[" + i + "]";
            boolean known =
                    item.get("id") instanceof Long id && tables.get(kind).containsKey(id);
            if (item.containsKey("id") && !known) {
                wrong.add(at + ".id");
            }
            read.add(read(kind, item, !item.containsKey("id"), at, wrong));
        }
        if (!wrong.isEmpty()) {
            throw new Refused(400, wrong.toArray(String[]::new));
        }
        List<Object> created = new ArrayList<>();
        List<Object> updated = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Object id = ((Map<?, ?>) items.get(i)).get("id");
            String at = "$.items[" + i + "]";
            if (id == null) {
                created.add(make(kind, read.get(i), at).get("id"));
            } else {
                change(kind, tables.get(kind).get(id), read.get(i), at);
                updated.add(id);
            }
        }
        return data(object("created", created, "updated", updated));
    }

    // What is shown.

    private static Map<String, Object> done() {
        return object("success", true);
    }

    private static Map<String, Object> data(Object data) {
        return object("success", true, "data", data);
    }

    private static Map<String, Object> created(String kind, Map<String, Object> made) {
        Object id = kind.equals("dependency") ? "dep-" + made.get("id") : made.get("id");
        String path = "/" + kind + "/" + id;
        return data(object(
                "id",
                id,
                "viewUrl",
                "https://app.basicops.com" + path,
                "bounceUrl",
                "https://app.basicops.com/bounce" + path));
    }

    private static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            object.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return object;
    }

    private static Map<String, Object> some(Map<String, Object> record, String... fields) {
        if (record == null) {
            return null;
        }
        Map<String, Object> some = new LinkedHashMap<>();
        for (String field : fields) {
            some.put(field, record.get(field));
        }
        return some;
    }

    private Map<String, Object> shown(String kind, Map<String, Object> record) {
        return switch (kind) {
            case "project" -> {
                Map<String, Object> shown = some(record, PROJECT.toArray(String[]::new));
                shown.putAll(some(record, "id", "created", "updated"));
                yield shown;
            }
            case "section" -> {
                Map<String, Object> shown = some(record, "id", "name", "endDate", "state");
                shown.put("project", projectOf(record));
                yield shown;
            }
            case "note" -> some(record, "id", "name", "content", "attachments");
            case "task" -> {
                Map<String, Object> shown = some(
                        record, "id", "title", "description", "dueDate", "status", "attachments", "created", "updated");
                shown.put("project", projectOf(record));
                shown.put("section", sectionOf(record));
                shown.put("assignee", user(record.get("assignee")));
                yield shown;
            }
            default -> {
                Map<String, Object> shown = some(record, "task", "dependsOnTask", "type");
                shown.put("id", "dep-" + record.get("id"));
                yield shown;
            }
        };
    }

    private Map<String, Object> projectOf(Map<String, Object> record) {
        Object id = Objects.requireNonNullElse(record.get("project"), -1L);
        return some(tables.get("project").get(id), "id", "title", "status", "description", "dueDate");
    }

    private Map<String, Object> sectionOf(Map<String, Object> task) {
        Object id = Objects.requireNonNullElse(task.get("section"), -1L);
        return some(tables.get("section").get(id), "id", "name", "endDate", "state");
    }

    private Map<String, Object> user(Object id) {
        if (id == null) {
            return null;
        }
        boolean alex = id.equals(38L);
        return object(
                "id",
                id,
                "firstName",
                alex ? "Alex" : "Tim",
                "lastName",
                alex ? "Jackson" : "Dalton",
                "email",
                alex ? "alex@testco.com" : "tim@testco.com",
                "picture",
                base + "/v1/user/" + id + "/picture/"
                        + (alex ? "mB1Wqsr7DjnvhagZeIag0w%3D%3D" : "PjS6Bj7ZiKra1tL54rpuKw%3D%3D") + "/download");
    }

    private Map<String, Object> dependencies(String kind, Object id, String query) {
        return list("dependency", query, dependency -> {
            Object task = dependency.get("task");
            return kind.equals("task")
                    ? id.equals(task)
                    : id.equals(tables.get("task").get(task).get("project"));
        });
    }

    private Map<String, Object> list(String kind, String query, Predicate<Map<String, Object>> within) {
        List<String> wrong = new ArrayList<>();
        Predicate<Map<String, Object>> wanted = within;
        for (String field : filtered(kind)) {
            wanted = wanted.and(filter(kind, field, query, wrong));
        }
        if (kind.equals("project") || kind.equals("task")) {
            List<String> archived = values(query, "archived");
            archived.stream().filter(value -> !value.matches("true|false")).forEach(value -> wrong.add("archived"));
            boolean only =
                    !archived.isEmpty() && archived.get(archived.size() - 1).equals("true");
            wanted = wanted.and(record -> record.get("archived").equals(only));
        }
        long limit = number(query, "limit", 1, Long.MAX_VALUE, wrong);
        long offset = number(query, "nextPage", 1, number(query, "offset", 1, 0, wrong), wrong);
        if (!wrong.isEmpty()) {
            throw new Refused(400, wrong.toArray(String[]::new));
        }
        List<Map<String, Object>> found =
                tables.get(kind).values().stream().filter(wanted).toList();
        List<Object> page = new ArrayList<>();
        long at = offset;
        for (; at < found.size() && page.size() < limit; at++) {
            page.add(shown(kind, found.get((int) at)));
        }
        Map<String, Object> answer = data(page);
        if (at < found.size()) {
            answer.put("nextPage", String.valueOf(at));
        }
        return answer;
    }

    private static List<String> filtered(String kind) {
        return switch (kind) {
            case "project" -> List.of("isTemplate", "owner", "dueDate", "startDate", "created", "updated");
            case "task" -> List.of("project", "section", "assignee", "dueDate", "status", "created", "updated");
            case "section" -> List.of("project", "created", "updated");
            case "note" -> List.of("created", "updated");
            default -> List.of();
        };
    }

    private static Predicate<Map<String, Object>> filter(String kind, String field, String query, List<String> wrong) {
        List<String> values = values(query, field);
        if (field.matches("dueDate|startDate|created|updated")) {
            List<String> from = values(query, field + ".from");
            List<String> to = values(query, field + ".to");
            values.forEach(value -> checkMoment(value, true, field, wrong));
            from.forEach(value -> checkMoment(value, false, field + ".from", wrong));
            to.forEach(value -> checkMoment(value, false, field + ".to", wrong));
            return record -> {
                String moment = (String) record.get(field);
                return (values.isEmpty() || values.stream().anyMatch(value -> isAt(moment, value)))
                        && from.stream().allMatch(value -> moment != null && moment.compareTo(start(value)) >= 0)
                        && to.stream().allMatch(value -> moment != null && moment.compareTo(end(value)) <= 0);
            };
        }
        values.stream().filter(value -> !isRight(kind, field, value)).forEach(value -> wrong.add(field));
        return record -> values.isEmpty() || values.contains(String.valueOf(record.get(field)));
    }

    private static void checkMoment(String value, boolean mayBeNull, String name, List<String> wrong) {
        if (!value.matches("\\d{4}-\\d{2}-\\d{2}(T.*Z)?") && !(mayBeNull && value.equals("null"))) {
            wrong.add(name);
        }
    }

    private static boolean isAt(String moment, String value) {
        return moment == null || value.equals("null")
                ? moment == null && value.equals("null")
                : moment.compareTo(start(value)) >= 0 && moment.compareTo(end(value)) <= 0;
    }

    private static String start(String value) {
        return value.contains("T") ? value : value + "T00:00:00.000Z";
    }

    private static String end(String value) {
        return value.contains("T") ? value : value + "T23:59:59.999Z";
    }

    private static boolean isRight(String kind, String field, String value) {
        if (value.equals("null")) {
            return true;
        }
        return switch (field) {
            case "isTemplate" -> value.matches("true|false");
            case "status" -> (kind.equals("task") ? TASK_STATUSES : PROJECT_STATUSES).contains(value);
            default -> value.matches("-?\\d{1,18}");
        };
    }

    /** The values of a parameter, under its own name or the one with {@code filter_} before it; commas part them. */
    private static List<String> values(String query, String name) {
        List<String> values = new ArrayList<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts[0].equals(name) || parts[0].equals("filter_" + name)) {
                values.addAll(Arrays.asList(parts[1].replace("%20", " ").split(",", -1)));
            }
        }
        return values;
    }

    /** The first value counts. */
    private static long number(String query, String name, long least, long otherwise, List<String> wrong) {
        for (String value : values(query, name)) {
            if (value.matches("\\d{1,18}") && Long.parseLong(value) >= least) {
                return Long.parseLong(value);
            }
            wrong.add(name);
        }
        return otherwise;
    }
}
