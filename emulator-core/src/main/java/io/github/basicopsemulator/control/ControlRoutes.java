package io.github.basicopsemulator.control;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.DeferredResponse;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Response;
import io.github.basicopsemulator.engine.ResponseSpec;
import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.field.Changes;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.field.Fields;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Kind;
import io.github.basicopsemulator.store.LimitReached;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates the routes of the control API. They do not hold the write lock. IllegalArgumentException → 400,
 * IllegalStateException → 409, timeout → 504, exceeded limit → 507, each with the message of the Java API.
 */
final class ControlRoutes {

    private static final Kind KIND = new Kind("command");
    private static final ResponseSpec ANSWER = ResponseSpec.own(Json.object("type", "object"));

    private ControlRoutes() {}

    static Route get(String path, String tells, Function<Call, Response> action) {
        return plain(Route.get(path, told(action)), tells);
    }

    static Route delete(String path, String tells, Function<Call, Response> action) {
        return plain(Route.delete(path, told(action)), tells);
    }

    /** A route that takes no body. */
    static Route post(String path, String tells, Function<Call, Response> action) {
        return post(path, tells, table(), (call, none) -> action.apply(call));
    }

    static Route post(String path, String tells, Fields takes, Action action) {
        return plain(Route.post(path, told(reading(takes, action))), tells).taking(takes);
    }

    static Route patch(String path, String tells, Function<Call, Response> action) {
        return plain(Route.patch(path, told(action)), tells);
    }

    static Route put(String path, String tells, Fields takes, Action action) {
        return plain(Route.put(path, told(reading(takes, action))), tells).taking(takes);
    }

    /** The fields of a route's object; unknown fields are refused. */
    static Fields table(Field... fields) {
        return Fields.of(KIND, fields);
    }

    /** The handler of a route with a validated object. */
    interface Action {

        Response apply(Call call, Changes sent);
    }

    private static Route plain(Route route, String tells) {
        return route.reading().answering(ANSWER).documented("", tells);
    }

    private static Function<Call, Response> reading(Fields table, Action action) {
        return call -> action.apply(call, read(table, call.body(), "$", call));
    }

    /**
     * Reads an object by a table.
     *
     * @throws Problem with all that is not as it must be, or that the table does not know
     */
    static Changes read(Fields table, Map<String, @Nullable Object> object, String path, Call call) {
        List<FieldError> errors = new ArrayList<>();
        Changes sent = table.read(object, call.entities(), true, path, errors);
        table.refuseUnknown(object, path, errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return sent;
    }

    private static Function<Call, Response> told(Function<Call, Response> action) {
        return call -> told(() -> action.apply(call));
    }

    private interface Work {

        Response run() throws Throwable;
    }

    private static Response told(Work work) {
        try {
            return work.run();
        } catch (LimitReached full) {
            throw full;
        } catch (IllegalArgumentException refused) {
            return error(400, refused);
        } catch (IllegalStateException impossible) {
            return error(409, impossible);
        } catch (AssertionError inVain) {
            return error(504, inVain);
        } catch (RuntimeException | Error other) {
            throw other;
        } catch (Throwable checked) {
            throw new CompletionException(checked);
        }
    }

    /** A response that is sent when the future completes. Its failures are handled like exceptions of an action. */
    static <T> Response deferred(CompletableFuture<T> source, Function<T, Response> found) {
        return Response.deferred(new DeferredResponse(
                source.handle((value, failure) -> {
                    if (failure == null) {
                        return told(() -> found.apply(value));
                    }
                    return told(() -> {
                        throw failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure;
                    });
                }),
                source));
    }

    /** A reply to work that may block, for which the request holds no thread of the server. */
    static Response blocking(Call call, Supplier<Response> work) {
        return deferred(call.runtime().run(work::get), reply -> reply);
    }

    private static Response error(int status, Throwable why) {
        return Response.json(status, Json.object("error", String.valueOf(why.getMessage())));
    }

    /** Returns a whole number in the query, or a default if it is missing. */
    static long number(Call call, String name, long otherwise) {
        String text = call.query().first(name).orElse(null);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Refused below, like negative numbers.
        }
        throw Problem.invalid("?" + name, "must be a whole number from 0, but was \"" + text + "\"");
    }
}
