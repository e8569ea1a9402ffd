package io.github.basicopsemulator.stress;

import io.github.basicopsemulator.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random sequences of calls, valid or not. */
final class RandomRequests {

    private static final Object ABSENT = new Object();
    private static final List<String> KINDS = List.of("project", "section", "task", "note");
    private static final List<Object> MOMENTS = Arrays.asList(
            "2024-05-01",
            "2024-05-01T07:30:00.000Z",
            "2024-05-01T23:00:00+02:00",
            "2024-04-30T23:59:59.999Z",
            null,
            "yesterday",
            7L);
    private static final List<Object> TEXTS = Arrays.asList("A", "B", "\u00fc \ud83d\ude00 \"<b>\"", "", null, 5L);
    private static final List<Object> NAMES = Arrays.asList("A", "B", "C", "D", "E", "F", "G", "H", "", "  ", null, 5L);
    private static final List<Object> FLAGS = Arrays.asList(true, true, true, false, null, "true");
    private static final List<Object> IDS = Arrays.asList(1L, 2L, 1L, 2L, 3L, 1L, 2L, 3L, 4L, null, null, 99L, "1");
    private static final List<Object> USERS = Arrays.asList(38L, 25L, null, 1L);

    private RandomRequests() {}

    static Arbitrary<List<ApiCall>> all() {
        return Combinators.combine(
                        Arbitraries.of(List.<ApiCall>of(), withData(), withData()),
                        creations().list().ofMaxSize(8),
                        calls().list().ofMaxSize(32))
                .as((first, then, last) -> {
                    List<ApiCall> all = new ArrayList<>(first);
                    all.addAll(then);
                    all.addAll(last);
                    return all;
                });
    }

    /** A beginning in which the ids that random calls name have parents, sections and notes, whose rules they then meet. */
    private static List<ApiCall> withData() {
        return List.of(
                ApiCall.of("POST", "/v1/project", Map.of("title", "A")),
                ApiCall.of("POST", "/v1/project", Map.of("title", "B")),
                ApiCall.of("POST", "/v1/section", Json.object("name", "A", "project", 1L)),
                ApiCall.of("POST", "/v1/section", Json.object("name", "B", "project", 2L)),
                ApiCall.of("POST", "/v1/task", Json.object("title", "A", "section", 1L)),
                ApiCall.of("POST", "/v1/task", Json.object("title", "B", "project", 2L)),
                ApiCall.of("POST", "/v1/task", Json.object("title", "C", "parent", 1L, "project", 1L)),
                ApiCall.of("POST", "/v1/note", Json.object("name", "A", "project", 1L)));
    }

    private static Arbitrary<ApiCall> calls() {
        return Arbitraries.frequencyOf(
                Tuple.of(9, creations()),
                Tuple.of(7, kinds().flatMap(RandomRequests::change)),
                Tuple.of(2, kinds().flatMap(kind -> id().map(id -> ApiCall.of("DELETE", "/v1/" + kind + id, null)))),
                Tuple.of(2, kinds().flatMap(RandomRequests::bulk)),
                Tuple.of(2, dependency()),
                Tuple.of(1, id().map(id -> ApiCall.of("DELETE", "/v1/dependency/dep-" + id.substring(1), null))),
                Tuple.of(3, lists().flatMap(RandomRequests::query)),
                Tuple.of(1, kinds().flatMap(kind -> id().map(id -> ApiCall.of("GET", "/v1/" + kind + id, null)))),
                Tuple.of(1, Arbitraries.of(wrong())));
    }

    private static Arbitrary<ApiCall> creations() {
        return kinds().flatMap(kind -> object(kind).map(body -> ApiCall.of("POST", "/v1/" + kind, body)));
    }

    private static Arbitrary<String> kinds() {
        return Arbitraries.of("project", "section", "task", "task", "note");
    }

    private static Arbitrary<String> id() {
        return Arbitraries.of("/1", "/2", "/3", "/1", "/2", "/4", "/99", "/x");
    }

    private static Arbitrary<ApiCall> change(String kind) {
        return Combinators.combine(id(), fields(kind, false))
                .as((id, body) -> ApiCall.of("PATCH", "/v1/" + kind + id, body));
    }

    private static Arbitrary<ApiCall> dependency() {
        Map<String, List<Object>> choices = new LinkedHashMap<>();
        choices.put("dependsOnTask", IDS);
        choices.put("type", List.of("finish-to-start", "start-to-start", "x"));
        return Combinators.combine(id(), object(choices))
                .as((id, body) -> ApiCall.of("POST", "/v1/task" + id + "/dependency", body));
    }

    private static Arbitrary<ApiCall> bulk(String kind) {
        Arbitrary<Map<String, Object>> item = Combinators.combine(
                        Arbitraries.of(Arrays.asList(ABSENT, ABSENT, 1L, 2L, 3L, 99L, null)), object(kind))
                .as((id, fields) -> {
                    Map<String, Object> object = new LinkedHashMap<>();
                    if (id != ABSENT) {
                        object.put("id", id);
                    }
                    object.putAll(fields);
                    return object;
                });
        return Combinators.combine(item.list().ofMaxSize(4), Arbitraries.of(1, 1, 1, 1, 1, 1, 1, 1, 30, 101))
                .as((items, times) -> {
                    List<Object> all = new ArrayList<>();
                    Collections.nCopies(times, items).forEach(all::addAll);
                    return ApiCall.of("POST", "/v1/" + kind + "/bulk", Map.of("items", all));
                });
    }

    private static Arbitrary<String> lists() {
        List<String> paths = new ArrayList<>(KINDS);
        for (int id = 1; id <= 3; id++) {
            paths.addAll(List.of(
                    "task/" + id + "/tasks",
                    "task/" + id + "/dependency",
                    "project/" + id + "/tasks",
                    "project/" + id + "/sections",
                    "project/" + id + "/notes",
                    "project/" + id + "/dependency"));
        }
        return Arbitraries.of(paths);
    }

    private static Arbitrary<ApiCall> query(String path) {
        Arbitrary<String> parameter = Arbitraries.of(
                "limit=2",
                "limit=1",
                "limit=0",
                "offset=1",
                "nextPage=2",
                "nextPage=x",
                "archived=true",
                "archived=false",
                "archived=maybe",
                "status=New",
                "status=New,In%20Progress",
                "filter_status=On%20Track",
                "status=Gone",
                "project=1",
                "filter_project=1,2",
                "project=null",
                "project=x",
                "section=1,null",
                "section=2",
                "assignee=38",
                "owner=38,25",
                "isTemplate=true",
                "isTemplate=0",
                "dueDate=2024-05-01",
                "dueDate=null",
                "dueDate=2024-05-01,null",
                "dueDate.from=2024-05-01",
                "dueDate.to=2024-04-30",
                "dueDate.from=2024-05-01T07:30:00.000Z",
                "dueDate.to=never",
                "updated.from=2024-01-01T12:00:05.000Z",
                "created.to=2024-01-01T12:00:05.000Z",
                "unknown=1");
        return parameter
                .list()
                .ofMaxSize(3)
                .map(parameters -> ApiCall.of(
                        "GET", "/v1/" + path + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters)), null));
    }

    /** The fields of a new record, which mostly has a name. */
    private static Arbitrary<Map<String, Object>> object(String kind) {
        return fields(kind, true);
    }

    private static Arbitrary<Map<String, Object>> fields(String kind, boolean creating) {
        Map<String, List<Object>> choices = new LinkedHashMap<>();
        choices.put(kind.equals("project") || kind.equals("task") ? "title" : "name", NAMES);
        switch (kind) {
            case "project" -> {
                choices.put("description", TEXTS);
                choices.put("isTemplate", FLAGS);
                choices.put("owner", USERS);
                choices.put("team", Arrays.asList(List.of(38L), List.of(25L, 38L, 25L), List.of(1L), null, 38L));
                choices.put("dueDate", MOMENTS);
                choices.put("startDate", MOMENTS);
                choices.put("status", Arrays.asList("On Track", "On Hold", null, "New"));
                choices.put("folder", Arrays.asList(1L, null, "x"));
                choices.put("archived", FLAGS);
                choices.put("template", Arrays.asList(1L, 2L, 1L, null, 99L));
            }
            case "section" -> {
                choices.put("endDate", MOMENTS);
                choices.put("state", Arrays.asList("Open", "Complete", null, "open"));
                choices.put("project", IDS);
                choices.put("unknown", List.of(1L));
            }
            case "task" -> {
                choices.put("description", TEXTS);
                choices.put("project", IDS);
                choices.put("section", IDS);
                choices.put("assignee", USERS);
                choices.put("dueDate", MOMENTS);
                choices.put("status", Arrays.asList("New", "In Progress", "Complete", null, "Done"));
                choices.put("parent", IDS);
                choices.put("archived", FLAGS);
            }
            default -> {
                choices.put("content", TEXTS);
                choices.put("project", IDS);
                choices.put("summary", Arrays.asList("S", null, 5L));
                choices.put(
                        "actionItems",
                        List.of(
                                List.of(Map.of("title", "Do", "addAsTask", true)),
                                List.of(Map.of("title", "Do")),
                                List.of(Map.of("addAsTask", true)),
                                "x"));
            }
        }
        return object(choices, creating ? 40 : 1);
    }

    private static Arbitrary<Map<String, Object>> object(Map<String, List<Object>> choices) {
        return object(choices, 40);
    }

    /** An object that has its first field but once in so many times, each id once in two, and each other once in three. */
    private static Arbitrary<Map<String, Object>> object(Map<String, List<Object>> choices, int named) {
        List<String> names = new ArrayList<>(choices.keySet());
        List<Arbitrary<Object>> values = new ArrayList<>();
        for (String name : names) {
            List<Object> choice = new ArrayList<>();
            List<Object> some = choices.get(name);
            if (values.isEmpty() && named > 1) {
                Collections.nCopies(named / some.size(), some.subList(0, Math.min(8, some.size())))
                        .forEach(choice::addAll);
            } else {
                choice.addAll(Collections.nCopies((some == IDS ? 1 : 2) * some.size(), ABSENT));
            }
            choice.addAll(some);
            if (values.isEmpty() && named > 1) {
                choice.add(ABSENT);
            }
            values.add(Arbitraries.of(choice));
        }
        return Combinators.combine(values).as(chosen -> {
            Map<String, Object> object = new LinkedHashMap<>();
            for (int i = 0; i < chosen.size(); i++) {
                if (chosen.get(i) != ABSENT) {
                    object.put(names.get(i), chosen.get(i));
                }
            }
            return object;
        });
    }

    private static List<ApiCall> wrong() {
        return List.of(
                new ApiCall("POST", "/v1/task", Map.of("title", "A"), false),
                new ApiCall("DELETE", "/v1/project/1", null, false),
                new ApiCall("GET", "/v1/task", null, false),
                ApiCall.of("POST", "/v1/task", new ApiCall.Broken("{\"title\": ")),
                ApiCall.of("PATCH", "/v1/project/1", new ApiCall.Broken("[{\"title\": \"A\"}]")),
                ApiCall.of("POST", "/v1/note/bulk", new ApiCall.Broken("{\"items\": [{\"name\": \"A\"}]")),
                ApiCall.of("POST", "/v1/task/bulk", Map.of("items", Map.of())),
                ApiCall.of("PUT", "/v1/task/1", Map.of("title", "A")),
                ApiCall.of("DELETE", "/v1/task", null),
                ApiCall.of("POST", "/v1/task", null),
                ApiCall.of("GET", "/v1/nothing", null));
    }
}
