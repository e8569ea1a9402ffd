package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.event.InterruptFlag;
import io.github.basicopsemulator.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A running emulator that is used by one test run. The workspaces of a killed run expire; those of a live run are kept
 * alive. Guarded by its own monitor.
 */
final class RemoteEmulator implements ClosedByJUnit {

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(10);

    private final ControlApi api;
    private final Duration timeToLive;
    private final Set<RemoteWorkspace> workspaces = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor keeper = new ScheduledThreadPoolExecutor(1, RemoteEmulator::daemon);

    /** So that runs which share the emulator have names of their own. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private boolean open;
    private @Nullable String refusal;

    RemoteEmulator(RemoteAddress address, Duration timeToLive) {
        this.api = new ControlApi(address);
        this.timeToLive = timeToLive;
        long pause = timeToLive.toMillis() / 4;
        keeper.scheduleWithFixedDelay(this::keep, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** Finds the emulator of a class; empty if its tests run in this JVM. */
    static Optional<RemoteEmulator> of(ExtensionContext context, BasicOpsEmulatorExtension extension) {
        return extension.options() != null
                ? Optional.empty()
                : RemoteAddress.of(context).map(address -> at(address, context, extension));
    }

    private static RemoteEmulator at(
            RemoteAddress address, ExtensionContext context, BasicOpsEmulatorExtension extension) {
        Class<?> testClass = context.getRequiredTestClass();
        boolean isLed = extension.isForSpring(context)
                || !Settings.of(testClass).systemProperties().isEmpty();
        if (isLed) {
            throw new ExtensionConfigurationException(testClass.getName() + " is aimed at the emulator at " + address
                    + ", and its properties of Spring or of the system can only lead to one in this JVM. Let it run in"
                    + " process, with -D" + RemoteAddress.URL + "=" + RemoteAddress.IN_PROCESS
                    + ". See \"Against a running emulator\" in docs/junit.md.");
        }
        return Stores.find(
                context.getRoot(),
                extension,
                "emulator at " + address.url(),
                RemoteEmulator.class,
                () -> new RemoteEmulator(address, TIME_TO_LIVE));
    }

    /** Makes a workspace, fresh or like another. */
    RemoteWorkspace begin(String name, @Nullable RemoteWorkspace like) {
        open();
        RemoteWorkspace workspace = new RemoteWorkspace(api, name + "-" + run);
        Map<String, @Nullable Object> wanted = Json.object("name", workspace.name(), "ttl", timeToLive.toString());
        if (like != null) {
            wanted.put("like", like.name());
        }
        api.call("POST", "/_emulator/workspaces", wanted);
        workspaces.add(workspace);
        return workspace;
    }

    URI url() {
        return api.url();
    }

    void end(RemoteWorkspace workspace) {
        workspaces.remove(workspace);
        InterruptFlag.without(workspace::forget);
    }

    /** Waits for the emulator once; after a timeout it fails for the next classes without waiting again. */
    private synchronized void open() {
        if (refusal != null) {
            throw new ExtensionConfigurationException(refusal);
        }
        if (!open) {
            try {
                api.open();
                open = true;
            } catch (ExtensionConfigurationException refused) {
                refusal = refused.getMessage();
                throw refused;
            }
        }
    }

    private void keep() {
        workspaces.forEach(RemoteWorkspace::touch);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "basicops-emulator-workspaces");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        keeper.shutdownNow();
        workspaces.forEach(this::end);
    }
}
