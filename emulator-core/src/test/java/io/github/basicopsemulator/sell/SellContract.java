package io.github.basicopsemulator.sell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.testing.SurfaceContract;
import io.github.basicopsemulator.testing.TestEngine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How Sell is asked, and how it refuses. */
final class SellContract implements SurfaceContract {

    @Override
    public String path(Route route, String wrong) {
        return route.path().replace("{id}", wrong.isEmpty() ? "1" : wrong);
    }

    @Override
    public String body(Route route, String object) {
        return "{'data': " + object + "}";
    }

    @Override
    public String right(Field field) {
        return "'x'";
    }

    @Override
    public String passedOver() {
        return "'id': 1, 'created_at': [{'deep': [1, -2.5e3, true, null]}]";
    }

    /** An id of 0 is none, which all take that need not have a value. */
    @Override
    public boolean takes(Route route, Field field, String json) {
        return field.name().endsWith("_id") && json.equals("0");
    }

    /** A body that does not say what it is, is taken for JSON. */
    @Override
    public boolean reads(String contentType) {
        return contentType.isEmpty() || contentType.startsWith(";");
    }

    @Override
    public List<String> queries(Resource resource) {
        List<String> names = new ArrayList<>(ListQuery.parameters(resource));
        names.addAll(List.of("limit", "address[]", "page[]", "PAGE"));
        return names;
    }

    @Override
    public List<Body> others(Route route) {
        boolean object = route.takes() == Route.Takes.OBJECT;
        return List.of(
                new Body("{'data': null}", object),
                new Body("{'data': []}", object),
                new Body("{'data': {'other': 1}}", object),
                new Body("{'data': {'content': 'c', 'name': 'n', 'last_name': 'l'}, 'meta': 5}", false),
                new Body("grant_type=password&username=%zz&password=x", false));
    }

    @Override
    public void assertRefused(Response reply, String seen) {
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        Map<String, Object> body =
                TestEngine.json(text.replace("\\u0000", "NUL").replace('\'', '`'));
        if (body.containsKey("error_description")) {
            assertThat(body).as(seen).containsOnlyKeys("error", "error_description");
            return;
        }
        assertThat(body).as(seen).containsOnlyKeys("errors", "meta");
        assertThat((List<?>) body.get("errors")).as(seen).isNotEmpty();
        assertThat((Map<?, ?>) body.get("meta"))
                .as(seen)
                .extracting("logref")
                .isEqualTo(reply.headers().first("X-Request-Id").orElse(""));
    }
}
