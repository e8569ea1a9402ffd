package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Snapshot;
import io.github.basicopsemulator.Workspace;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * An application context and its workspace, which its test classes use one after the other. Each of them begins with
 * the state after the application's start. Guarded by its own monitor.
 */
final class SpringContext implements ApplicationListener<ApplicationEvent> {

    private static final String BEAN = "basicOpsWorkspace";

    /** The end of a start, where Spring Boot is: its runners have run. */
    private static final String READY = "org.springframework.boot.context.event.ApplicationReadyEvent";

    private static final AtomicLong COUNTER = new AtomicLong();

    private final ConfigurableApplicationContext context;
    private final Emulator emulator;
    private final Workspace workspace;
    private final Snapshot fresh;
    private Snapshot beginning;
    private boolean changedAtStart;
    private @Nullable String user;
    private int uses;

    private SpringContext(ConfigurableApplicationContext context, Emulator emulator, Workspace workspace) {
        this.context = context;
        this.emulator = emulator;
        this.workspace = workspace;
        this.fresh = workspace.snapshot();
        this.beginning = fresh;
    }

    /** Gives a context that is about to start a workspace, which is a bean of it, too. */
    static SpringContext begin(ConfigurableApplicationContext context, Class<?> testClass) {
        Emulator emulator = SharedServer.keep();
        String name = Names.plain(testClass.getSimpleName()) + "-spring-" + COUNTER.incrementAndGet();
        SpringContext begun = new SpringContext(context, emulator, emulator.workspace(name));
        context.getBeanFactory().registerSingleton(BEAN, begun.workspace);
        context.getBeanFactory().registerSingleton(SpringContext.class.getName(), begun);
        context.addApplicationListener(begun);
        return begun;
    }

    /** Finds the context of a test or a class; starts it unless it runs already. */
    static SpringContext of(ExtensionContext test) {
        return SpringExtension.getApplicationContext(test).getBean(SpringContext.class);
    }

    @Override
    public synchronized void onApplicationEvent(ApplicationEvent event) {
        boolean refreshed = event instanceof ContextRefreshedEvent && event.getSource() == context;
        if (refreshed || event.getClass().getName().equals(READY)) {
            beginning = workspace.snapshot();
            changedAtStart = !workspace.changesSince(fresh).isEmpty();
        }
    }

    Emulator emulator() {
        return emulator;
    }

    Workspace workspace() {
        return workspace;
    }

    synchronized Snapshot beginning() {
        return beginning;
    }

    /** Returns true if the application changed the workspace during its start. */
    synchronized boolean changedAtStart() {
        return changedAtStart;
    }

    boolean isOver() {
        return !context.isActive();
    }

    /** Lets the tests of a class use it, and of those nested in that class. */
    synchronized void enter(String testClass) {
        if (user != null && !user.equals(testClass)) {
            throw new ExtensionConfigurationException(user + " and " + testClass
                    + " run at the same time and share an application context, which can talk to one workspace only."
                    + " Put @ResourceLock(\"basicops\") on both, or have them one after the other with"
                    + " @Execution(SAME_THREAD).");
        }
        user = testClass;
        uses++;
    }

    synchronized void leave() {
        uses--;
        if (uses > 0) {
            return;
        }
        user = null;
        if (isOver()) {
            workspace.close();
        } else {
            workspace.rewind(beginning);
        }
    }
}
