package io.github.basicopsemulator.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A workspace in which what an exchange needs is made over the API, as soon as it is asked for and no earlier. */
final class Preparation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI workspace;
    private final String token;
    private final byte[] picture;
    private final Contract contract;
    private final Map<String, String> ids = new HashMap<>();

    /**
     * In a workspace where nothing has been made yet.
     *
     * @param picture what is uploaded
     * @param remoteFile the URL of a file that can be fetched, which is known as {@code remote-file}
     */
    Preparation(URI workspace, String token, byte[] picture, URI remoteFile, Contract contract) {
        this.workspace = workspace;
        this.token = token;
        this.picture = picture;
        this.contract = contract;
        ids.put("remote-file", remoteFile.toString());
    }

    URI workspace() {
        return workspace;
    }

    /** Makes it unless it is there, and all that it needs before; returns its id, or nothing where it is many. */
    String id(String name) throws Exception {
        String id = ids.get(name);
        if (id == null) {
            id = make(name);
            ids.put(name, id);
        }
        return id;
    }

    private String make(String name) throws Exception {
        return switch (name) {
            case "projects" -> projects(200);
            case "sections" -> sections(200);
            case "tasks" -> tasks();
            case "sections-up-to-1300" -> {
                projects(1300);
                yield sections(1300);
            }
            case "notes" -> notes();
            case "attachment" -> {
                id("tasks");
                upload("/v1/task/123/attachments", "001.png");
                yield upload("/v1/task/123/attachments", "002.png");
            }
            case "upload" -> upload("/v1/upload", "sample.png");
            case "dependency" -> {
                id("tasks");
                yield post("/v1/task/123/dependency", "{\"dependsOnTask\": 456, \"type\": \"finish-to-start\"}");
            }
            case "timetracking" -> {
                id("tasks");
                yield post("/v1/timetracking", """
                        {"note": "Note via API", "project": 6, "task": 1, "startTime": "2024-04-01T00:00:00.000Z",
                        "endTime": "2024-04-01T01:00:00.000Z", "time": 3600}""");
            }
            case "message" -> {
                id("tasks");
                yield message("task", "73");
            }
            case "project-message" -> {
                id("projects");
                yield message("project", "6");
            }
            case "chat-message" -> message("chat", id("chat"));
            case "groupchat-message" -> message("groupchat", id("groupchat"));
            case "channel-message" -> message("channel", id("channel"));
            case "reply" -> post("/v1/message/" + id("message") + "/reply", "{\"message\": \"This is a reply\"}");
            case "reaction" -> post("/v1/message/" + id("message") + "/reaction", "{\"reaction\": \"👍\"}");
            case "reply-reaction" -> post("/v1/reply/" + id("reply") + "/reaction", "{\"reaction\": \"👍\"}");
            case "chat" -> post("/v1/chat", "{\"user\": 25}");
            case "groupchat" -> post("/v1/groupchat", "{\"name\": \"My group\", \"users\": [38, 25]}");
            case "channel" ->
                post(
                        "/v1/channel",
                        "{\"name\": \"general\", \"isPublic\": true, \"users\": [38, 25], \"administrators\": [38]}");
            case "sell-completed-task" -> post("/v2/tasks", """
                    {"data": {"resource_type": "lead", "resource_id": 1, "due_date": "2014-09-28T16:32:56Z",
                    "remind_at": "2014-09-29T15:32:56Z", "content": "Contact Tom", "completed": true}}""");
            case "webhook" -> webhook("");
            case "webhook-of-project-1234" -> {
                projects(1300);
                yield webhook(", \"project\": 1234");
            }
            case "bcx-project" -> basecamp("/projects.json", "{\"name\": \"BCX\", \"is_client_project\": true}", "id");
            case "bcx-list" -> {
                id("bcx-project");
                yield basecamp(
                        "/projects/1/todolists.json",
                        "{\"name\": \"Launch list\", \"description\": \"What we will do next\"}",
                        "id");
            }
            case "bcx-todo" -> {
                id("bcx-list");
                yield todo("null");
            }
            case "bcx-due-todo" -> {
                id("bcx-list");
                yield todo("\"2014-07-10\"");
            }
            case "bcx-completed-todo" -> {
                id("bcx-todo");
                yield basecamp("PUT", "/projects/1/todos/1.json", "{\"completed\": true}", "id");
            }
            case "bcx-trashed-todo" -> {
                id("bcx-todo");
                yield basecamp("DELETE", "/projects/1/todos/1.json", "", "");
            }
            case "bcx-document" -> {
                id("bcx-project");
                basecamp("/projects/1/documents.json", "{\"title\": \"Manifesto\", \"content\": \"Do this\"}", "id");
                yield basecamp("/projects/1/documents/1/comments.json", "{\"content\": \"More sass\"}", "id");
            }
            case "bcx-token" -> {
                Map<String, String> headers = new LinkedHashMap<>();
                headers.put("Content-Type", "image/gif");
                yield json(post("/999999999/api/v1/attachments.json", headers, picture))
                        .path("token")
                        .asText();
            }
            case "bcx-attachment" -> {
                id("bcx-project");
                String file = "{\"token\": \"" + id("bcx-token") + "\", \"name\": \"bearwave.gif\"}";
                basecamp("/projects/1/uploads.json", "{\"attachments\": [" + file + "]}", "id");
                yield basecamp("/projects/1/attachments/1/tags.json", "{\"name\": \"favorite gifs\"}", "");
            }
            default -> throw new IllegalArgumentException("nobody knows how to prepare " + name);
        };
    }

    /** Projects from 1 on; project 199 is a template, and project 200 archived. */
    private String projects(int count) throws Exception {
        return create(
                "project",
                count,
                id -> ("{\"title\": \"Corporate website\", \"description\": \"Define our presence.\","
                                + "\"owner\": 38, \"team\": [38, 25], \"dueDate\": \"2018-08-01T07:00:00.000Z\","
                                + "\"startDate\": \"2018-01-01T07:00:00.000Z\", \"isTemplate\": %s, \"archived\": %s}")
                        .formatted(id == 199, id == 200));
    }

    /** Sections from 1 on: a hundred in project 6, a hundred in project 123, the rest in project 1234. */
    private String sections(int count) throws Exception {
        if (count <= 200) {
            id("projects");
        }
        return create(
                "section",
                count,
                id -> "{\"name\": \"Q1\", \"endDate\": \"2018-03-31T07:00:00.000Z\", \"project\": %d}"
                        .formatted(id <= 100 ? 6 : id <= 200 ? 123 : 1234));
    }

    /** Tasks from 1 to 500: a hundred in project 123, a hundred under task 123, the rest in project 6; 500 is archived. */
    private String tasks() throws Exception {
        id("sections");
        return create(
                "task",
                500,
                id -> ("{\"title\": \"Organization of corporate website\", \"assignee\": 38,"
                                + "\"description\": \"All of it.\", \"dueDate\": \"2018-08-01T07:00:00.000Z\","
                                + "\"status\": \"Accepted\", \"section\": %d, \"parent\": %s, \"archived\": %s}")
                        .formatted(id > 200 && id <= 300 ? 101 : 1, id > 300 && id <= 400 ? "123" : "null", id == 500));
    }

    /** Notes from 1 to 200, half of them in project 6 and half in project 123. */
    private String notes() throws Exception {
        id("projects");
        return create(
                "note",
                200,
                id -> "{\"name\": \"Meeting summary\", \"content\": \"...\", \"project\": %d}"
                        .formatted(id <= 100 ? 6 : 123));
    }

    private String create(String kind, int count, IntFunction<String> item) throws Exception {
        for (int first = 1; first <= count; first += 100) {
            String items = IntStream.range(first, first + 100).mapToObj(item).collect(Collectors.joining(","));
            JsonNode reply = json(post(
                    "/v1/" + kind + "/bulk",
                    Map.of("Content-Type", "application/json"),
                    ("{\"items\": [" + items + "]}").getBytes(StandardCharsets.UTF_8)));
            if (reply.at("/data/created/99").asInt() != first + 99) {
                throw new AssertionError(kind + " " + (first + 99) + " was not created: " + reply);
            }
        }
        return "";
    }

    private String message(String kind, String id) throws Exception {
        return post("/v1/" + kind + "/" + id + "/message", "{\"message\": \"Hello world\"}");
    }

    private String webhook(String more) throws Exception {
        return post(
                "/v1/webhook",
                "{\"name\": \"my first webhook via rest\", \"url\": \"https://server.com/hook\","
                        + "\"events\": \"basicops:task:created\"" + more + "}");
    }

    private String upload(String path, String name) throws Exception {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Disposition", "attachment; filename=\"" + name + "\"");
        headers.put("Content-Type", "image/png");
        return json(post(path, headers, picture)).at("/data/id").asText();
    }

    private String post(String path, String body) throws Exception {
        JsonNode data = json(post(
                        path, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8)))
                .path("data");
        return data.path(data.has("EId") ? "EId" : "id").asText();
    }

    /** To-do 1, which somebody has been given and somebody has commented on. */
    private String todo(String due) throws Exception {
        String assignee = "{\"id\": 149087659, \"type\": \"Person\"}";
        basecamp(
                "/projects/1/todolists/1/todos.json",
                "{\"content\": \"Test it\", \"due_at\": " + due + ", \"assignee\": " + assignee + "}",
                "id");
        return basecamp("/projects/1/todos/1/comments.json", "{\"content\": \"Done?\"}", "id");
    }

    private String basecamp(String path, String body, String wanted) throws Exception {
        return basecamp("POST", path, body, wanted);
    }

    private String basecamp(String method, String path, String body, String wanted) throws Exception {
        HttpResponse<String> reply = sent(
                method,
                "/999999999/api/v1" + path,
                Map.of("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8));
        return wanted.isEmpty() ? "" : json(reply).path(wanted).asText();
    }

    private HttpResponse<String> post(String path, Map<String, String> headers, byte[] body) throws Exception {
        return sent("POST", path, headers, body);
    }

    private HttpResponse<String> sent(String method, String path, Map<String, String> headers, byte[] body)
            throws Exception {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Authorization", "Bearer " + token);
        HttpResponse<String> reply = send(new CurlCommand(method, URI.create(workspace + path), all, body));
        if (reply.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + " answered " + reply.statusCode() + " " + reply.body());
        }
        return reply;
    }

    private static JsonNode json(HttpResponse<String> reply) throws Exception {
        return JSON.readTree(reply.body());
    }

    /** Sends a command to the workspace, and holds the reply against the emulator's own description. */
    HttpResponse<String> send(CurlCommand command) throws Exception {
        HttpResponse<String> reply = CLIENT.send(command.request(), HttpResponse.BodyHandlers.ofString());
        check(
                command,
                reply.statusCode(),
                reply.headers().firstValue("Content-Type").orElse(""),
                reply.body());
        return reply;
    }

    void check(CurlCommand command, int status, String contentType, String body) {
        String path =
                command.url().getRawPath().substring(workspace.getRawPath().length());
        contract.check(command.method(), path, status, contentType, body);
    }
}
