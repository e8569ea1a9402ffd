package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What goes out of a reply. */
class ResponseTest {

    private final Response reply = Response.json(200, List.of(1L)).with("A", "1");

    @Test
    void the_body_goes_out_but_not_to_head_nor_where_there_is_none() {
        assertThat(reply.sent("GET")).asString().isEqualTo("[1]");
        assertThat(reply.sent("HEAD")).isEmpty();
        assertThat(reply.with(204).sent("GET")).isEmpty();
        assertThat(reply.with(304).sent("GET")).isEmpty();
        assertThat(reply.with(304).body()).asString().isEqualTo("[1]");
        assertThat(reply.with(201).status()).isEqualTo(201);
        assertThat(Response.empty(204).body()).isEmpty();
    }

    @Test
    void with_more_headers_it_is_another_and_this_one_keeps_its_own() {
        Response more = reply.also(Headers.of("B", "2"));

        assertThat(more.headers().first("A")).contains("1");
        assertThat(more.headers().first("B")).contains("2");
        assertThat(reply.headers().first("B")).isEmpty();
        assertThat(more.sent("GET")).asString().isEqualTo("[1]");
    }

    @Test
    void what_is_to_be_done_afterwards_stays_with_it_whatever_else_becomes_of_it() {
        List<String> done = new ArrayList<>();
        TransportFault transportFault = new TransportFault(TransportFault.Kind.RESET);
        Response late = reply.then(() -> done.add("afterwards"))
                .withDisruption(transportFault)
                .with(503)
                .with(new byte[] {1})
                .also(Headers.of());

        late.afterwards().run();

        assertThat(done).containsExactly("afterwards");
        assertThat(late.transportFault()).isSameAs(transportFault);
        assertThat(late.sent("GET")).containsExactly(1);
        assertThat(late.status()).isEqualTo(503);
        assertThat(reply.transportFault()).isSameAs(TransportFault.NONE);
        reply.afterwards().run();
    }

    @Test
    void afterwards_runs_what_was_given_first_first() {
        List<String> done = new ArrayList<>();

        reply.then(() -> done.add("one"))
                .then(() -> done.add("other"))
                .afterwards()
                .run();

        assertThat(done).containsExactly("one", "other");
    }

    @Test
    void a_reply_held_twice_waits_for_both() {
        CompletableFuture<Void> one = new CompletableFuture<>();
        CompletableFuture<Void> other = new CompletableFuture<>();
        CompletableFuture<?> held = reply.heldFor(one).heldFor(other).held();

        one.complete(null);
        assertThat(held).isNotDone();
        other.complete(null);
        assertThat(held).isCompleted();
    }

    @Test
    void cancelling_a_reply_held_twice_cancels_both() {
        CompletableFuture<Void> one = new CompletableFuture<>();
        CompletableFuture<Void> other = new CompletableFuture<>();

        reply.heldFor(one).heldFor(other).held().cancel(false);

        assertThat(one).isCancelled();
        assertThat(other).isCancelled();
    }

    @Test
    void a_later_reply_is_mapped_when_it_comes() {
        CompletableFuture<Response> source = new CompletableFuture<>();
        Response deferred = Response.deferred(DeferredResponse.of(source)).map(known -> known.with(201));

        assertThat(deferred.deferred().reply()).isNotDone();
        source.complete(reply);
        assertThat(deferred.deferred().reply().join().status()).isEqualTo(201);
    }

    @Test
    void a_streamed_reply_forbids_caching_and_is_closed_afterwards() {
        AtomicInteger closed = new AtomicInteger();
        Response streaming = Response.streaming("text/event-stream", new Response.Stream() {
            @Override
            public CompletableFuture<byte[]> next() {
                return CompletableFuture.completedFuture(new byte[] {7});
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        });

        assertThat(streaming.headers().first("Content-Type")).contains("text/event-stream");
        assertThat(streaming.headers().first("Cache-Control")).contains("no-store");
        assertThat(streaming.also(Headers.of()).stream().next().join()).containsExactly(7);
        streaming.afterwards().run();
        assertThat(closed).hasValue(1);
    }
}
