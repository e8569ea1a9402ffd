package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records that a client read one by one, where a list would do. Used by one thread. */
final class PollingLoops {

    private final int most;
    private final Map<String, Map<String, Exchange>> open = new LinkedHashMap<>();
    private final List<String> tooLong = new ArrayList<>();

    private PollingLoops(int most) {
        this.most = most;
    }

    /** Says which routes were asked for more than so many ids in a row. */
    static List<String> longerThan(int most, List<Exchange> all) {
        PollingLoops loops = new PollingLoops(most);
        all.forEach(loops::take);
        loops.close();
        return loops.tooLong;
    }

    /**
     * Adds a read. A write ends all loops, since reads after it may be necessary; reads of other routes end no loop.
     */
    private void take(Exchange exchange) {
        String route = exchange.route();
        if (!exchange.method().equals("GET")) {
            close();
        } else if (route != null && route.endsWith("/{id}")) {
            open.computeIfAbsent(route, any -> new LinkedHashMap<>()).putIfAbsent(exchange.path(), exchange);
        }
    }

    private void close() {
        open.forEach((route, reads) -> {
            if (reads.size() > most) {
                List<Exchange> all = List.copyOf(reads.values());
                tooLong.add("GET " + route + " was asked for " + all.size() + " ids, from " + all.get(0) + " to "
                        + all.get(all.size() - 1));
            }
        });
        open.clear();
    }
}
