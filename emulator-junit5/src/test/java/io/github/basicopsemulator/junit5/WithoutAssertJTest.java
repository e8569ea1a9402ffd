package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Workspace;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Who has no AssertJ misses the assertions, and nothing else. */
class WithoutAssertJTest {

    @Test
    void the_extension_works() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(classPathWithoutAssertJ(), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Runnable run = (Runnable) loader.loadClass(Run.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            run.run();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL[] classPathWithoutAssertJ() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (!path.getFileName().toString().startsWith("assertj-core")) {
                urls.add(path.toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    /** Runs a test class where there is no AssertJ. */
    public static final class Run implements Runnable {

        @Override
        public void run() {
            refuseAssertJ();
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            Launcher launcher = LauncherFactory.create();
            launcher.execute(
                    LauncherDiscoveryRequestBuilder.request()
                            .selectors(DiscoverySelectors.selectClass(PlainCase.class))
                            .build(),
                    listener);
            listener.getSummary().getFailures().forEach(failure -> {
                throw new AssertionError(failure.getTestIdentifier().getDisplayName(), failure.getException());
            });
            if (listener.getSummary().getTestsSucceededCount() != 1) {
                throw new AssertionError("the test was not run");
            }
        }

        private static void refuseAssertJ() {
            try {
                Class.forName("org.assertj.core.api.Assertions");
                throw new AssertionError("AssertJ is there");
            } catch (ClassNotFoundException asItShould) {
                return;
            }
        }
    }

    @BasicOpsEmulator
    static class PlainCase {

        @Test
        void gets_a_workspace(Workspace workspace) {
            if (!workspace.changes().isEmpty()) {
                throw new AssertionError(workspace.changes());
            }
        }
    }
}
