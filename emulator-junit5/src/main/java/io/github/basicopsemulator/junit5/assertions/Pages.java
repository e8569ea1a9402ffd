package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Exchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The next pages of lists, which a client read or did not. */
final class Pages {

    private Pages() {}

    /** Says which lists have a next page that no later request got. */
    static List<String> unread(List<Exchange> all) {
        List<String> unread = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Page next = next(all.get(i));
            if (next != null && all.subList(i + 1, all.size()).stream().noneMatch(next::isGotBy)) {
                unread.add(all.get(i) + " has a next page, " + next.start() + ", which was not read");
            }
        }
        return unread;
    }

    /** Finds the next page: BasicOps sends its offset, Sell its whole URL. */
    private static @Nullable Page next(Exchange exchange) {
        if (!exchange.method().equals("GET") || exchange.isResponseLost()) {
            return null;
        }
        String start = replied(exchange, "/nextPage");
        if (start != null) {
            return new Page(
                    exchange.path(), Page.of(exchange.path(), exchange.query()).filters(), start);
        }
        String link = replied(exchange, "/meta/links/next_page");
        return link == null ? null : Page.of(exchange.path(), link.substring(link.indexOf('?') + 1));
    }

    private static @Nullable String replied(Exchange exchange, String pointer) {
        try {
            return exchange.responseValue(pointer) instanceof String text ? text : null;
        } catch (IllegalStateException noJson) {
            return null;
        }
    }

    /** A page of a list, however long pages are. */
    private record Page(String path, List<Parameter> filters, String start) {

        private static final Set<String> PAGING = Set.of("nextPage", "offset", "limit", "page", "per_page");

        static Page of(String path, String query) {
            List<Parameter> filters = Parameter.all(query).stream()
                    .filter(parameter -> !PAGING.contains(parameter.name()))
                    .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
                    .toList();
            String start = Stream.of("nextPage", "offset", "page")
                    .flatMap(name -> Parameter.values(query, name).stream())
                    .findFirst()
                    .orElse("");
            return new Page(path, filters, start);
        }

        boolean isGotBy(Exchange exchange) {
            return exchange.method().equals("GET")
                    && exchange.status() == 200
                    && !exchange.isResponseLost()
                    && equals(of(exchange.path(), exchange.query()));
        }
    }
}
