package io.github.basicopsemulator.stress;

import io.github.basicopsemulator.outbound.HttpTransport;
import io.github.basicopsemulator.outbound.OutboundRequest;
import io.github.basicopsemulator.outbound.OutboundResponse;
import io.github.basicopsemulator.stress.WorkspaceUnderTest.Arrival;
import io.github.basicopsemulator.stress.WorkspaceUnderTest.Behaviour;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Receivers of deliveries without sockets. */
final class FakeReceivers implements HttpTransport {

    private static final long SLOW_MILLIS = 1;

    /** Stands for the time that a delivery may take. */
    private static final long TIMEOUT_MILLIS = 3;

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "fake receivers");
        thread.setDaemon(true);
        return thread;
    });

    private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();

    static String url(int receiver) {
        return "http://10.0.0.1" + path(receiver);
    }

    private static String path(int receiver) {
        return "/r" + receiver;
    }

    void behaviour(int receiver, Behaviour behaviour) {
        behaviours.put(path(receiver), behaviour);
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    @Override
    public CompletableFuture<OutboundResponse> send(OutboundRequest request) {
        String path = request.target().uri().getPath();
        Behaviour behaviour = behaviours.getOrDefault(path, Behaviour.FINE);
        if (behaviour != Behaviour.DEAD) {
            arrivals.add(new Arrival(path, Observation.tag(request.body())));
        }
        CompletableFuture<OutboundResponse> answer = new CompletableFuture<>();
        switch (behaviour) {
            case FINE -> answer.complete(answer(200));
            case REFUSING -> answer.complete(answer(503));
            case SLOW -> TIMER.schedule(() -> answer.complete(answer(200)), SLOW_MILLIS, TimeUnit.MILLISECONDS);
            case LOSING -> answer.completeExceptionally(new IOException("broke off before it answered"));
            case DEAD -> answer.completeExceptionally(new IOException("could not be reached: Connection refused"));
            case HANGING ->
                TIMER.schedule(
                        () -> answer.completeExceptionally(new SocketTimeoutException("gave no whole answer in time")),
                        TIMEOUT_MILLIS,
                        TimeUnit.MILLISECONDS);
        }
        return answer;
    }

    private static OutboundResponse answer(int status) {
        return new OutboundResponse(status, List.of(), new byte[0], false);
    }

    @Override
    public void close() {}
}
