package io.github.basicopsemulator.basecamp;

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
        Furniture furniture = new Furniture();

        Wrongs.check(furniture.api().bench(), route, new BasecampContract(furniture));
    }

    static Stream<Route> routes() {
        return new Basecamp(BasecampOptions.DEFAULT)
                .resources().stream().flatMap(resource -> resource.routes().stream());
    }
}
