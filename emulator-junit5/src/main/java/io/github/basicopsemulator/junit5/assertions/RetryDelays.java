package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The times that replies asked a client to wait. */
final class RetryDelays {

    private RetryDelays() {}

    /** Says which requests came before such a time was over. */
    static List<String> cutShort(List<Exchange> all) {
        List<String> cutShort = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Exchange refused = all.get(i);
            Instant end = end(refused);
            if (end != null) {
                all.subList(i + 1, all.size()).stream()
                        .filter(later -> isSame(refused, later)
                                && !later.at().isBefore(refused.at())
                                && later.at().isBefore(end))
                        .findFirst()
                        .ifPresent(hasty -> cutShort.add(hasty + " came "
                                + Duration.between(refused.at(), hasty.at()).toMillis() + " ms after " + refused));
            }
        }
        return cutShort;
    }

    private static @Nullable Instant end(Exchange exchange) {
        String seconds = exchange.responseHeader("Retry-After");
        boolean asksToWait = exchange.status() == 429 || exchange.status() == 503;
        return asksToWait && seconds != null && seconds.matches("\\d{1,9}")
                ? exchange.at().plusSeconds(Long.parseLong(seconds))
                : null;
    }

    private static boolean isSame(Exchange one, Exchange other) {
        return one.method().equals(other.method())
                && Objects.equals(one.route(), other.route())
                && (one.route() != null || one.path().equals(other.path()))
                && Objects.equals(one.requestHeader("Authorization"), other.requestHeader("Authorization"));
    }
}
