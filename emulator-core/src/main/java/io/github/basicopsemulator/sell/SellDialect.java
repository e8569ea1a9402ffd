package io.github.basicopsemulator.sell;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Dialect;
import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.RefusedRequest;
import io.github.basicopsemulator.engine.Request;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.json.MalformedJson;
import io.github.basicopsemulator.store.Entity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dialect of Sell: an envelope of {@code data} and {@code meta}, and a list of errors for refusals. */
final class SellDialect implements Dialect {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    /** Opens the envelope; a body without a Content-Type counts as JSON. */
    @Override
    public Map<String, @Nullable Object> open(Request request) {
        String type = request.mediaType();
        if (!type.isEmpty() && !type.equals("application/json") && !type.endsWith("+json")) {
            throw Problem.badHeader(
                    "The request header 'Content-Type' must be application/json, but was '" + type + "'.");
        }
        try {
            Object body = Json.read(request.body());
            if (body instanceof Map<?, ?> envelope && envelope.get("data") instanceof Map<?, ?> data) {
                return withoutZeros(data);
            }
            throw Problem.invalid("$", "must be an object with an object 'data' in it, but was " + Json.describe(body));
        } catch (MalformedJson malformed) {
            throw Problem.malformed("The request payload is not readable as JSON: " + malformed.getMessage() + ".");
        }
    }

    /** Replaces ids of 0, which one client sends for null. */
    private static Map<String, @Nullable Object> withoutZeros(Map<?, ?> data) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        data.forEach((key, value) -> {
            String name = String.valueOf(key);
            values.put(name, name.endsWith("_id") && Long.valueOf(0).equals(value) ? null : value);
        });
        return values;
    }

    @Override
    public String moment(Instant moment) {
        return SECONDS.format(moment);
    }

    @Override
    public Selection selection(Resource resource, Call call) {
        return ListQuery.selection(resource, call);
    }

    /** 200, as in the reference's example, and not 201. */
    @Override
    public Response created(Resource resource, Entity entity, Call call) {
        return shown(resource, entity, resource.fields().show(entity, call.view()));
    }

    @Override
    public Response shown(Resource resource, Entity entity, Json.Raw json) {
        return Response.json(200, item(resource, new Item(entity, json)));
    }

    @Override
    public Response listed(Resource resource, Page page, Call call) {
        List<Object> items =
                page.items().stream().<Object>map(item -> item(resource, item)).toList();
        Map<String, @Nullable Object> meta =
                Json.object("type", "collection", "count", items.size(), "links", Links.of(page, call.request()));
        return Response.json(200, Json.object("items", items, "meta", meta));
    }

    /** The records of customers have a version besides. */
    private static Map<String, @Nullable Object> item(Resource resource, Item item) {
        Map<String, @Nullable Object> meta = Json.object("type", type(resource));
        if (item.entity().layout().has("version")) {
            meta.put("version", item.entity().get("version"));
        }
        return Json.object("data", item.json(), "meta", meta);
    }

    @Override
    public Response updated(Resource resource, Entity entity, Call call) {
        return created(resource, entity, call);
    }

    @Override
    public Response removed(Resource resource, Entity entity, Call call) {
        return new Response(status(ResponseSpec.Shape.REMOVED), new Headers(), new byte[0]);
    }

    @Override
    public Response refused(Problem problem, RefusedRequest attempt) {
        return ErrorReplies.refused(problem, attempt);
    }

    @Override
    public Response fault(int status, String message, Request request) {
        return ErrorReplies.fault(status, message, request);
    }

    @Override
    public Response failed(String message, Request request) {
        return ErrorReplies.failed(message, request);
    }

    @Override
    public Headers headers(Request request) {
        return Headers.of("Content-Language", "en", "X-Request-Id", request.id());
    }

    @Override
    public int status(ResponseSpec.Shape form) {
        return form == ResponseSpec.Shape.REMOVED || form == ResponseSpec.Shape.NOTHING ? 204 : 200;
    }

    /** Its documentation names no header for that. */
    @Override
    public boolean tellsWhenToRetry() {
        return false;
    }

    @Override
    public boolean refusesUnknown() {
        return true;
    }

    @Override
    public List<String> parameters(Resource resource) {
        return ListQuery.parameters(resource);
    }

    /** Describes a PUT, which changes only the fields that it sends. */
    @Override
    public Map<String, @Nullable Object> inputSchema(Resource resource, Route route) {
        boolean creating = route.answer().form() == ResponseSpec.Shape.CREATED;
        return Schemas.sent(resource.fields().inputSchema(creating));
    }

    @Override
    public Map<String, @Nullable Object> schema(ResponseSpec.Shape form, Resource resource) {
        boolean versioned = resource.fields().layout().has("version");
        Map<String, @Nullable Object> item = Schemas.item(resource.fields().schema(), type(resource), versioned);
        return form == ResponseSpec.Shape.LISTED ? Schemas.collection(item) : item;
    }

    @Override
    public Map<String, @Nullable Object> errorSchema() {
        return Schemas.ERRORS;
    }

    static String type(Resource resource) {
        return resource instanceof SellResource phrased
                ? phrased.type()
                : resource.kind().toString();
    }

    /** The links of a page: where it is, and where its neighbours are, all of them with the query that is in force. */
    private record Links(Page page, Request request) {

        static Map<String, @Nullable Object> of(Page page, Request request) {
            Links links = new Links(page, request);
            long limit = page.selection().limit();
            long number = page.selection().offset() / limit + 1;
            Map<String, @Nullable Object> urls = Json.object("self", links.url(number));
            if (number > 1) {
                urls.put("first_page", links.url(1));
                urls.put("prev_page", links.url(number - 1));
            }
            if (page.next() != null) {
                urls.put("next_page", links.url(number + 1));
            }
            return urls;
        }

        private String url(long number) {
            List<String> query = new ArrayList<>();
            for (String pair : request.query().split("&")) {
                if (!pair.isEmpty() && !pair.matches("(page|per_page)(=.*)?")) {
                    query.add(pair);
                }
            }
            query.add("page=" + number);
            query.add("per_page=" + page.selection().limit());
            return request.base() + request.path() + "?" + String.join("&", query);
        }
    }
}
