package io.github.basicopsemulator.sell;

import io.github.basicopsemulator.engine.Route;
import io.github.basicopsemulator.testing.Wrongs;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a request: it is refused in the vendor's shape, and nothing has happened. */
class WrongRequestsTest {

    @ParameterizedTest
    @MethodSource("routes")
    void a_wrong_request_is_refused_and_nothing_has_happened(Route route) {
        Api api = new Api();
        api.create("/v2/tasks", "{'content': 'c', 'resource_type': 'lead', 'resource_id': 1}");
        api.create("/v2/lead_sources", "{'name': 'Fair'}");

        Wrongs.check(api.bench(), route, new SellContract());
    }

    static Stream<Route> routes() {
        return new Sell(SellOptions.DEFAULT).resources().stream().flatMap(resource -> resource.routes().stream());
    }
}
