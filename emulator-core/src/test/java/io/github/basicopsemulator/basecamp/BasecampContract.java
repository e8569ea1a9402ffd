package io.github.basicopsemulator.basecamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.Field.Trait;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.testing.SurfaceContract;
import java.util.ArrayList;
import java.util.List;

/** How Basecamp is asked, and how it refuses. */
final class BasecampContract implements SurfaceContract {

    private final Furniture furniture;

    /** Asks for what is there. */
    BasecampContract(Furniture furniture) {
        this.furniture = furniture;
    }

    @Override
    public String path(Route route, String wrong) {
        return furniture.path(route, wrong);
    }

    @Override
    public String body(Route route, String object) {
        return object;
    }

    @Override
    public String right(Field field) {
        return "'right'";
    }

    @Override
    public String passedOver() {
        return "'other': [{'deep': [1, -2.5e3, true, null]}], 'id': 1";
    }

    /**
     * What has a shape of its own is looked at by its resource, and some of it is taken in several shapes; a change passes over
     * what only shapes what is new.
     */
    @Override
    public boolean takes(Route route, Field field, String json) {
        return field.type() instanceof Type.Custom
                || (field.is(Trait.CREATE_ONLY) && route.method().equals("PUT"))
                || route.path().contains("/tags");
    }

    @Override
    public boolean reads(String contentType) {
        return false;
    }

    @Override
    public List<String> queries(Resource resource) {
        List<String> names = new ArrayList<>(resource instanceof ListParameters paged ? paged.parameters() : List.of());
        names.addAll(List.of("limit", "name", "expires"));
        return names;
    }

    @Override
    public List<Body> others(Route route) {
        List<Body> bodies = new ArrayList<>();
        for (String files :
                List.of("{}", "'x'", "[1]", "[{}]", "[{'token': 1}]", "[{'token': 'x', 'name': 'a.txt'}]")) {
            bodies.add(new Body("{'content': 'c', 'subject': 's', 'attachments': " + files + "}", false));
        }
        for (String who : List.of("1", "'Person'", "{'type': 'Group', 'id': 1}", "{'type': 'Person', 'id': 'x'}")) {
            bodies.add(new Body("{'content': 'c', 'assignee': " + who + "}", false));
        }
        return bodies;
    }

    @Override
    public void assertRefused(Response reply, String seen) {
        String status = "{\"status\":\"" + reply.status() + "\",\"error\":\"";
        assertThat(new String(reply.body(), UTF_8)).as(seen).startsWith(reply.status() == 422 ? "{\"" : status);
        assertThat(reply.headers().first(Response.REASON)).as(seen).isPresent();
    }
}
