package io.github.basicopsemulator.webhook;

import io.github.basicopsemulator.outbound.EgressPolicy;
import io.github.basicopsemulator.outbound.HttpTransport;
import io.github.basicopsemulator.outbound.OutboundRequest;
import io.github.basicopsemulator.outbound.OutboundResponse;
import io.github.basicopsemulator.outbound.Target;
import io.github.basicopsemulator.webhook.WebhookMessage.Content;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A carrier without a network: it keeps what it is given, and answers as it is told, with 204 unless told otherwise. */
public final class FakeTransport implements HttpTransport {

    private final List<OutboundRequest> posted = new CopyOnWriteArrayList<>();
    private volatile Function<OutboundRequest, CompletableFuture<OutboundResponse>> answers = any -> answer(204);

    /** A network that ends here. */
    public DeliveryResources network() {
        return network(Duration.ofSeconds(5));
    }

    /** A network that ends here, whose subscribers have this time to answer. */
    public DeliveryResources network(Duration patience) {
        return new DeliveryResources(this, EgressPolicy.inside(List.of("*")), patience, 1);
    }

    /** A message with this text, without headers. */
    static WebhookMessage message(String subscriber, String text) {
        return new WebhookMessage(
                subscriber,
                "event",
                "http://10.0.0.1/" + subscriber,
                () -> new Content(Map.of(), text.getBytes(StandardCharsets.UTF_8), null));
    }

    static QueuedDelivery queued(long number) {
        return new QueuedDelivery(number, message("a", "text " + number), 0, 0, false);
    }

    public static CompletableFuture<OutboundResponse> answer(int status) {
        return CompletableFuture.completedFuture(new OutboundResponse(status, List.of(), new byte[0], false));
    }

    public void answering(Function<OutboundRequest, CompletableFuture<OutboundResponse>> answers) {
        this.answers = answers;
    }

    public List<OutboundRequest> posted() {
        return posted;
    }

    /** The bodies of what was posted. */
    public List<String> bodies() {
        return posted.stream()
                .map(posted -> new String(posted.body(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public CompletableFuture<OutboundResponse> send(OutboundRequest request) {
        posted.add(request);
        return answers.apply(request);
    }

    @Override
    public boolean isOwn(Target target) {
        return target.uri().getPath().contains("/_emulator/");
    }

    @Override
    public void close() {}
}
