package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.event.InterruptFlag;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The extension behind {@link BasicOpsEmulator}. Options in a static field make one server for the class, in an
 * instance field one for each test. To register it with options:
 *
 * <pre>{@code
 * @RegisterExtension
 * static BasicOpsEmulatorExtension basicops = BasicOpsEmulatorExtension.with(Emulator.builder().token("secret"));
 * }</pre>
 */
public final class BasicOpsEmulatorExtension
        implements BeforeAllCallback,
                TestInstancePreConstructCallback,
                BeforeEachCallback,
                BeforeTestExecutionCallback,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver {

    private static final Set<String> PARAMETERIZED =
            Set.of("org.junit.jupiter.params.ParameterizedTest", "org.junit.jupiter.params.ParameterizedClass");

    private final Emulator.@Nullable Builder options;
    private volatile boolean ofClass;

    /** Used by JUnit for the annotation; the server is shared by the whole JVM. */
    public BasicOpsEmulatorExtension() {
        this.options = null;
    }

    private BasicOpsEmulatorExtension(Emulator.Builder options) {
        this.options = options;
    }

    /** Makes an extension that starts a server of its own with these options. */
    public static BasicOpsEmulatorExtension with(Emulator.Builder options) {
        return new BasicOpsEmulatorExtension(options);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        ofClass = true;
        RemoteEmulator.of(context, this)
                .ifPresentOrElse(remote -> RemoteClassScope.of(context, this, remote), () -> open(context));
    }

    private void open(ExtensionContext context) {
        if (!isForSpring(context)) {
            ClassScope.of(context, this);
        }
    }

    /** Discards workspaces of an earlier instance whose constructor failed. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        if (factory.getOuterInstance().isEmpty()
                || isPerClass(context.getParent().orElse(context))) {
            PreConstructedWorkspaces.discard(context, this);
            RemotePreConstructedWorkspaces.discard(context, this);
        }
    }

    /** Ends the baseline: from here on, changes belong to a test. */
    @Override
    public void beforeEach(ExtensionContext context) {
        RemoteEmulator.of(context, this)
                .ifPresentOrElse(
                        remote -> RemoteTestScope.of(context, this, remote), () -> TestScope.of(context, this));
    }

    /** Spring may have started another application since. */
    @Override
    public void beforeTestExecution(ExtensionContext context) {
        beforeEach(context);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        InterruptFlag.without(() -> FailedTest.look(context, this, failure));
        throw failure;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        InterruptFlag.without(() -> FailedTest.look(context, this, failure));
        throw failure;
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        InterruptFlag.without(() -> FailedTest.look(context, this, failure));
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        InterruptFlag.without(() -> {
            FailedTest.tell(context, this);
            if (context.getExecutionMode() == ExecutionMode.SAME_THREAD) {
                ClassScope.putBack(context, this);
                RemoteClassScope.putBack(context, this);
            }
        });
    }

    @Override
    public void afterAll(ExtensionContext context) {
        InterruptFlag.without(() -> FailedTest.tell(context, this));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        if (Spring.resolves(parameter.getParameter())) {
            return false;
        }
        Class<?> type = parameter.getParameter().getType();
        return type == Workspace.class
                || type == Emulator.class
                || (type == String.class && parameter.isAnnotated(BasicOpsEmulator.Token.class))
                || (type == URI.class && !isParameterized(parameter.getDeclaringExecutable()));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return RemoteEmulator.of(context, this)
                .map(remote -> resolve(parameter, context, remote))
                .orElseGet(() -> resolve(parameter, context));
    }

    private Object resolve(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Emulator.class) {
            return isForSpring(context) ? ClassScope.of(context, this).emulator() : ClassScope.emulator(context, this);
        }
        Workspace workspace = workspace(parameter, context);
        if (type == URI.class) {
            return workspace.url();
        }
        return type == String.class ? workspace.token() : workspace;
    }

    private Workspace workspace(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isPresent()) {
            return TestScope.of(context, this).give();
        }
        return isPerTest(parameter, context) && !ClassScope.of(context, this).isOfTests()
                ? PreConstructedWorkspaces.of(context, this).begin(context, this)
                : ClassScope.of(context, this).workspace();
    }

    private Object resolve(ParameterContext parameter, ExtensionContext context, RemoteEmulator remote) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Workspace.class || type == Emulator.class) {
            throw new ParameterResolutionException("The tests of "
                    + context.getRequiredTestClass().getName() + " are aimed at the emulator at " + remote.url()
                    + ", which is not in this JVM, so there is no " + type.getSimpleName() + " to give to "
                    + parameter.getDeclaringExecutable()
                    + ". Take a URI and a @BasicOpsEmulator.Token String, and do what"
                    + " else is to be done over HTTP, under the URI with /_emulator behind it; or let these tests run in"
                    + " process, with -D" + RemoteAddress.URL + "=" + RemoteAddress.IN_PROCESS
                    + ". See \"Against a running emulator\" in docs/junit.md.");
        }
        RemoteWorkspace workspace = workspace(parameter, context, remote);
        return type == URI.class ? workspace.url() : workspace.token();
    }

    private RemoteWorkspace workspace(ParameterContext parameter, ExtensionContext context, RemoteEmulator remote) {
        if (context.getTestMethod().isPresent()) {
            return RemoteTestScope.of(context, this, remote).give();
        }
        return isPerTest(parameter, context)
                ? RemotePreConstructedWorkspaces.of(context, this).begin(context, this, remote)
                : RemoteClassScope.of(context, this, remote).give();
    }

    private static boolean isPerTest(ParameterContext parameter, ExtensionContext context) {
        return parameter.getDeclaringExecutable() instanceof Constructor && !isPerClass(context);
    }

    /** The options of a server of its own, or null for the server that the whole JVM shares. */
    Emulator.@Nullable Builder options() {
        return options;
    }

    /**
     * Returns true if Spring runs the class, and so provides the workspace, but not before an application has to start.
     */
    boolean isForSpring(ExtensionContext context) {
        return options == null && Spring.runs(context.getRequiredTestClass());
    }

    /** Returns true if it was registered for a class rather than for a single test. */
    boolean isOfClass() {
        return ofClass;
    }

    private static boolean isPerClass(ExtensionContext context) {
        return context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_CLASS;
    }

    private static boolean isParameterized(Executable executable) {
        return isAnnotated(executable, new HashSet<>())
                || (executable instanceof Constructor && isAnnotated(executable.getDeclaringClass(), new HashSet<>()));
    }

    /** By name, since the module with parameterized tests need not be there; also through annotations of one's own. */
    private static boolean isAnnotated(AnnotatedElement element, Set<Class<?>> seen) {
        return Arrays.stream(element.getAnnotations())
                .map(Annotation::annotationType)
                .filter(seen::add)
                .anyMatch(type -> PARAMETERIZED.contains(type.getName()) || isAnnotated(type, seen));
    }
}
