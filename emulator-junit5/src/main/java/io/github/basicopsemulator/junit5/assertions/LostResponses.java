package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes that were done, and whose answer was lost. */
final class LostResponses {

    private LostResponses() {}

    /** Says which were sent again. */
    static List<String> repeated(List<Exchange> all) {
        List<String> repeated = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Exchange lost = all.get(i);
            if (isLostWrite(lost)) {
                repetition(lost, all.subList(i + 1, all.size()))
                        .ifPresent(again -> repeated.add(again + " repeats " + lost));
            }
        }
        return repeated;
    }

    /** Lists the requests that were not sent again, or says that there are no lost responses. */
    static List<String> notRepeated(List<Exchange> all) {
        if (all.stream().noneMatch(LostResponses::isLostWrite)) {
            return List.of("the answer of no write was lost");
        }
        List<String> notRepeated = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Exchange lost = all.get(i);
            if (isLostWrite(lost)
                    && repetition(lost, all.subList(i + 1, all.size())).isEmpty()) {
                notRepeated.add(lost + " was not sent again");
            }
        }
        return notRepeated;
    }

    private static boolean isLostWrite(Exchange exchange) {
        return exchange.isResponseLost() && !exchange.method().equals("GET");
    }

    private static Optional<Exchange> repetition(Exchange lost, List<Exchange> later) {
        return later.stream()
                .filter(exchange -> exchange.method().equals(lost.method())
                        && exchange.path().equals(lost.path())
                        && exchange.query().equals(lost.query())
                        && exchange.request().equals(lost.request()))
                .findFirst();
    }
}
