package io.github.basicopsemulator.junit5.assertions;

import io.github.basicopsemulator.Exchange;
import io.github.basicopsemulator.Journal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on the requests that a workspace was sent, as far as its journal keeps them, and on how the client that sent them
 * behaved. The latter hold where there was no occasion to behave otherwise.
 *
 * <p>Not final, so that AssertJ can make it soft.
 */
public class JournalAssert extends AbstractAssert<JournalAssert, Journal> {

    private static final int MOST_SHOWN = 3;

    private @Nullable Duration patience;

    /** Used by AssertJ; tests begin with {@link BasicOpsAssertions#assertThat}. */
    public JournalAssert(Journal actual) {
        super(actual, JournalAssert.class);
    }

    /**
     * Waits up to this much real time for each request that is expected from here on. It waits until the expected
     * number of requests has come, not for further ones.
     */
    public JournalAssert eventually(Duration patience) {
        this.patience = patience;
        return this;
    }

    /**
     * Fails unless there is a request to a route.
     *
     * @param route the path of a route, such as {@code /v1/task/{id}}, or a path as it is sent
     */
    public JournalAssert received(String method, String route) {
        return had(new ExpectedRequest(method, route));
    }

    /** Fails unless there are as many such requests as expected, which is at least one unless it says how many. */
    public JournalAssert received(ExpectedRequest request) {
        return had(request);
    }

    private JournalAssert had(ExpectedRequest request) {
        refuseNull();
        List<Exchange> all =
                patience == null ? actual.exchanges() : actual.awaitExchanges(request::isSettled, patience);
        if (!request.holds(all)) {
            fail("Expected the %s to have %s%s, but it %s"
                    .formatted(
                            actual,
                            request,
                            patience == null ? "" : " within " + patience.toMillis() + " ms",
                            all.isEmpty() ? "is empty" : "has " + instead(request, all)));
        }
        return this;
    }

    /** Describes the matching requests or, if they are too few, similar ones. */
    private static String instead(ExpectedRequest request, List<Exchange> all) {
        List<Exchange> fitting = request.fitting(all);
        String number = fitting.isEmpty() ? "none" : fitting.size() + ":" + lines(fitting, Exchange::toString);
        return request.isSettled(all) ? number : number + nearMisses(request, all, fitting);
    }

    private static String nearMisses(ExpectedRequest request, List<Exchange> all, List<Exchange> fitting) {
        List<Exchange> near = all.stream()
                .filter(exchange -> request.isNear(exchange)
                        && !request.differences(exchange).isEmpty())
                .sorted(Comparator.comparingInt(
                        exchange -> request.differences(exchange).size()))
                .limit(MOST_SHOWN)
                .toList();
        int others = all.size() - fitting.size() - near.size();
        return (near.isEmpty() ? "" : "\nNearest:")
                + lines(near, exchange -> exchange + "\n    but " + String.join(", ", request.differences(exchange)))
                + (others == 0 ? "" : "\nand " + others + (near.isEmpty() ? " of other sorts" : " others"));
    }

    /** Fails if a request was refused for its content. Injected faults do not count as refusals. */
    public JournalAssert hasNoRefusals() {
        refuseNull();
        List<Exchange> refused = actual.exchanges().stream()
                .filter(exchange -> exchange.problem() != null)
                .toList();
        if (!refused.isEmpty()) {
            fail("Expected the %s to have no request that was refused, but it has %d:%s"
                    .formatted(actual, refused.size(), lines(refused, Exchange::toString)));
        }
        return this;
    }

    /**
     * Fails if a list said that there is a next page, and the client did not go on to read it, with the same filters. Replies
     * over 64 KiB are not looked into.
     */
    public JournalAssert readEveryPage() {
        return behaved(
                "to read every page of a list",
                Pages.unread(exchanges()),
                "Request the next page that the response names, with the same filters, until a response names no next page.");
    }

    /**
     * Fails if the client asked the same route with the same token again, before the time was over that a reply with
     * {@code Retry-After} had asked it to wait, on the workspace's clock.
     */
    public JournalAssert honouredRetryAfter() {
        return behaved(
                "to wait for the time in Retry-After",
                RetryDelays.cutShort(exchanges()),
                "Wait so many seconds before the next request, on the clock that the workspace goes by.");
    }

    /**
     * Fails if the client sent a write again whose answer was lost although it was done, with the same method, path and body, and
     * so might have done it twice.
     */
    public JournalAssert didNotRetryAfterLostResponse() {
        return behaved(
                "not to repeat a write whose answer was lost",
                LostResponses.repeated(exchanges()),
                "What was sent may have been done: look what became of it before sending it again.");
    }

    /**
     * Fails if the client did not send every write again whose answer was lost, with the same method, path and body; and if no
     * answer was lost.
     */
    public JournalAssert retriedAfterLostResponse() {
        return behaved(
                "to repeat each write whose answer was lost",
                LostResponses.notRepeated(exchanges()),
                "Send it again until there is an answer.");
    }

    /** Does the same as {@link #avoidedNPlusOne(int)}, with 5. */
    public JournalAssert avoidedNPlusOne() {
        return madeNone(5);
    }

    /**
     * Fails if the client read more than so many records one by one that a list would have shown: different ids of one route,
     * with no write in between.
     */
    public JournalAssert avoidedNPlusOne(int most) {
        return madeNone(most);
    }

    private JournalAssert madeNone(int most) {
        return behaved(
                "to read no more than " + most + " records one by one",
                PollingLoops.longerThan(most, exchanges()),
                "Read them with one request for a list, filtered if need be.");
    }

    private List<Exchange> exchanges() {
        refuseNull();
        return actual.exchanges();
    }

    private JournalAssert behaved(String how, List<String> complaints, String advice) {
        if (!complaints.isEmpty()) {
            fail("Expected the client in the %s %s, but:%s\n%s"
                    .formatted(actual, how, lines(complaints, complaint -> complaint), advice));
        }
        return this;
    }

    private static <T> String lines(List<T> all, Function<T, String> line) {
        return all.stream()
                        .limit(MOST_SHOWN)
                        .map(each -> "\n  " + line.apply(each))
                        .collect(Collectors.joining())
                + (all.size() > MOST_SHOWN ? "\n  and " + (all.size() - MOST_SHOWN) + " more" : "");
    }

    /** Not by AssertJ's own, which is soft itself where this is, and would let go on. */
    private void refuseNull() {
        if (actual == null) {
            fail("Expected a journal, but it was null");
        }
    }

    private void fail(String message) {
        failWithMessage("%s", message);
    }
}
