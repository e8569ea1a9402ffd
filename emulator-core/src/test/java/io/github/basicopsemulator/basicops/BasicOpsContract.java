package io.github.basicopsemulator.basicops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.testing.SurfaceContract;
import io.github.basicopsemulator.testing.TestEngine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How BasicOps is asked, and how it refuses. */
final class BasicOpsContract implements SurfaceContract {

    private static final List<String> URLS = List.of(
            "",
            "x",
            "file:///etc/passwd",
            "http:",
            "http://",
            "http:///x",
            "http://127.0.0.1:99999/x",
            "http://127.0.0.1:0/x",
            "http://127.0.0.1:1/x",
            "http://x@127.0.0.1:1/",
            "http://[::1]:1/",
            "http://[::1/",
            "http://127.0.0.1:-5/",
            "http://169.254.169.254/",
            "HTTP://127.0.0.1:1/%zz",
            "http://127.0.0.1:1/\\u0000",
            "ftp://127.0.0.1/",
            "http://127.0.0.1:1/#x y",
            "//127.0.0.1/");

    private final Map<String, String> ids;

    /** Takes the ids of what is there, where they are not 1. */
    BasicOpsContract(Map<String, String> ids) {
        this.ids = ids;
    }

    @Override
    public String path(Route route, String wrong) {
        String kind = route.segments().get(1);
        boolean first = route.path().contains("{id}");
        return route.path()
                .replace("{id}", wrong.isEmpty() ? ids.getOrDefault(kind, "1") : wrong)
                .replace("{file}", wrong.isEmpty() || first ? ids.get("file") : wrong)
                .replace("{size}", "small")
                .replace("{picture}", "mB1Wqsr7DjnvhagZeIag0w%3D%3D");
    }

    @Override
    public String body(Route route, String object) {
        return route.path().endsWith("/bulk") ? "{'items': [" + object + ", " + object + "]}" : object;
    }

    @Override
    public String right(Field field) {
        if (field.type() instanceof Type.Reference reference) {
            return reference.kind() == Users.KIND ? "38" : "2";
        }
        return field.name().equals("url") ? "'http://127.0.0.1/'" : "'basicops:task:created'";
    }

    @Override
    public String passedOver() {
        return "'other': [{'deep': [1, -2.5e3, true, null]}], 'id': 1";
    }

    /** A submission of a review has no reviewers, and passes them over. */
    @Override
    public boolean takes(Route route, Field field, String json) {
        return field.name().equals("reviewers") && route.path().endsWith("/submit");
    }

    @Override
    public boolean reads(String contentType) {
        return false;
    }

    @Override
    public List<String> queries(Resource resource) {
        List<String> names = new ArrayList<>(Filters.parameters(resource));
        names.addAll(List.of("filter_created", "name", "email", "maxSize", "expires", "signature"));
        return names;
    }

    @Override
    public List<Body> others(Route route) {
        List<Body> bodies = new ArrayList<>();
        for (String type : List.of("null", "1", "'1'", "{}", "7", "[1]", "1.0")) {
            bodies.add(new Body("{'cloudType': " + type + ", 'cloudId': 'x'}", false));
            bodies.add(new Body("{'cloudType': 1, 'cloudId': " + type + ", 'fileName': 1}", false));
            bodies.add(new Body("{'cloudType': 1, 'cloudId': 'x', 'task': " + type + "}", false));
        }
        if (route.path().endsWith("/uploadurl")) {
            URLS.forEach(url -> bodies.add(new Body("{'url': '" + url + "'}", true)));
        }
        return bodies;
    }

    @Override
    public void assertRefused(Response reply, String seen) {
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        Map<String, Object> body =
                TestEngine.json(text.replace("\\u0000", "NUL").replace('\'', '`'));
        assertThat(body).as(seen).containsOnlyKeys("success", "error", "message");
        assertThat(body).as(seen).containsEntry("success", false);
    }
}
