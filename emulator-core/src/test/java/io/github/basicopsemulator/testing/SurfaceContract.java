package io.github.basicopsemulator.testing;

import io.github.basicopsemulator.engine.Headers;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Field;
import java.util.List;

/** What must be known of a vendor to make requests to it, right ones and wrong ones, and to know its refusals. */
public interface SurfaceContract {

    /** A path of a route that leads somewhere, or one with this in place of its id. */
    String path(Route route, String wrong);

    /** The body in which an object is sent. JSON is written with single quotes here and below. */
    String body(Route route, String object);

    /** JSON that a field takes which must have a value. */
    String right(Field field);

    /** Members that are passed over, wherever they are sent. */
    String passedOver();

    /** Tells whether a value that no field of this type takes is taken by this one. */
    boolean takes(Route route, Field field, String json);

    /** Tells whether a body of a type that is not JSON is read all the same. */
    boolean reads(String contentType);

    /** The names of query parameters besides those that a list takes by its field table. */
    List<String> queries(Resource resource);

    /** Bodies that a route may or must refuse, whatever its field table says. */
    List<Body> others(Route route);

    /** Asserts that this is a refusal in the vendor's shape. */
    void assertRefused(Response reply, String seen);

    /** A whole body; {@code surely} tells that it must be refused. */
    record Body(String json, boolean surely) {}

    /** What all clients send, and a body of this type. */
    static Headers headers(String contentType) {
        return Headers.of("User-Agent", "test", "Authorization", "Bearer x", "Content-Type", contentType);
    }
}
