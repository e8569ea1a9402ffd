package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes out of a reply. */
class ReplyTest {

    private final Reply reply = Reply.json(200, List.of(1L)).with("A", "1");

    @Test
    void the_body_goes_out_but_not_to_head_nor_where_there_is_none() {
        assertThat(reply.sent("GET")).asString().isEqualTo("[1]");
        assertThat(reply.sent("HEAD")).isEmpty();
        assertThat(reply.with(204).sent("GET")).isEmpty();
        assertThat(reply.with(304).sent("GET")).isEmpty();
        assertThat(reply.with(304).body()).asString().isEqualTo("[1]");
        assertThat(reply.with(201).status()).isEqualTo(201);
        assertThat(Reply.empty(204).body()).isEmpty();
    }

    @Test
    void with_more_headers_it_is_another_and_this_one_keeps_its_own() {
        Reply more = reply.also(Headers.of("B", "2"));

        assertThat(more.headers().first("A")).contains("1");
        assertThat(more.headers().first("B")).contains("2");
        assertThat(reply.headers().first("B")).isEmpty();
        assertThat(more.sent("GET")).asString().isEqualTo("[1]");
    }

    @Test
    void what_is_to_be_done_afterwards_stays_with_it_whatever_else_becomes_of_it() {
        List<String> done = new ArrayList<>();
        Mishap mishap = new Mishap(Mishap.Kind.RESET);
        Reply late = reply.then(() -> done.add("afterwards"))
                .suffering(mishap)
                .with(503)
                .with(new byte[] {1})
                .also(Headers.of());

        late.afterwards().run();

        assertThat(done).containsExactly("afterwards");
        assertThat(late.mishap()).isSameAs(mishap);
        assertThat(late.sent("GET")).containsExactly(1);
        assertThat(late.status()).isEqualTo(503);
        assertThat(reply.mishap()).isSameAs(Mishap.NONE);
        reply.afterwards().run();
    }

    @Test
    void one_that_goes_on_says_that_nobody_is_to_keep_it() {
        Reply streaming = Reply.streaming("text/event-stream", () -> new byte[] {7}, () -> {});

        assertThat(streaming.headers().first("Content-Type")).contains("text/event-stream");
        assertThat(streaming.headers().first("Cache-Control")).contains("no-store");
        assertThat(streaming.also(Headers.of()).more().get()).containsExactly(7);
    }
}
