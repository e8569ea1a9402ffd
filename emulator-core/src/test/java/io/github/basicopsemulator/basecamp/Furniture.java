package io.github.basicopsemulator.basecamp;

import io.github.basicopsemulator.engine.Route;
import java.util.Objects;
import java.util.stream.Stream;

/** A workspace with one of each, so that every path with the id 1 leads somewhere. */
final class Furniture {

    private final Api api = new Api();
    private final String key;

    Furniture() {
        api.clientProject();
        api.create("/projects/1/todolists.json", "{'name': 'L'}");
        api.create("/projects/1/todolists/1/todos.json", "{'content': 'T'}");
        api.create("/projects/1/documents.json", "{'title': 'D'}");
        api.create("/projects/1/messages.json", "{'subject': 'M'}");
        api.create("/projects/1/uploads.json", "{'attachments': [" + api.file("a.txt") + "]}");
        api.create("/projects/1/uploads/1/comments.json", "{'content': 'C'}");
        api.post("/projects/1/attachments/1/tags.json", "{'name': 'tag'}").nothing();
        this.key = Objects.toString(api.show("/projects/1/attachments/1.json").get("key"));
    }

    Api api() {
        return api;
    }

    /** The path of a route, with something wrong in place of its last id; "" stands for what is right. */
    String path(Route route, String wrong) {
        String last = Stream.of("{id}", "{list}", "{project}", "{account}")
                .filter(route.path()::contains)
                .findFirst()
                .orElse("none");
        String path = wrong.isEmpty() ? route.path() : route.path().replace(last, wrong);
        return path.replace("{account}", "999999999")
                .replace("people/{id}", "people/" + Api.JASON)
                .replace("{project}", "1")
                .replace("{list}", "1")
                .replace("{id}", "1")
                .replace("{key}", key)
                .replace("{thumbnail}", "thumbnail.png")
                .replace("original/{name}", "original/a.txt")
                .replace("{name}", "tag");
    }
}
