package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Webhooks;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class a workspace of its own in an emulator that all tests of the JVM share.
 *
 * <p>Test methods, lifecycle methods and constructors take it as a parameter of type
 * {@link io.github.basicopsemulator.Workspace}, its base URL as a {@link java.net.URI}, a token that it accepts as a String with
 * {@link Token} on it, and the server as an {@link io.github.basicopsemulator.Emulator}. (In a {@code @ParameterizedTest} a URI is one of the test's own arguments.)
 *
 * <p>{@code @BeforeAll} gets the class's workspace. What it puts there is the baseline: every test begins with a copy of it,
 * and sees nothing of what other tests do, also when they run at the same time. A {@code @Nested} class begins with the
 * baseline of the class around it. A test class with {@code @TestInstance(PER_CLASS)} gets the class's workspace in its
 * constructor, too; when tests run one after the other, that workspace is put back to the baseline after each.
 *
 * <p>Works on a class, on a nested class and on an annotation of your own. What its attributes say holds from {@code @BeforeAll}
 * on, in nested classes, too, unless they say otherwise; it is not for servers with options of their own.
 *
 * <p>In a class that Spring runs, the application finds the workspace's URL and a token in its properties: see
 * {@link #properties}.
 *
 * <p>A test that fails says in a suppressed exception what its workspace was last asked and refused, and where the rest of the
 * evidence is.
 */
@Documented
@ExtendWith(BasicOpsEmulatorExtension.class)
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface BasicOpsEmulator {

    /**
     * The time at which the clocks of the class's workspaces stand, such as {@code 2024-01-01T12:00:00Z}; empty to leave them as
     * they are in the class around it, or else going with the machine's.
     */
    String now() default "";

    /** How far each request moves that time on, such as {@code PT1S}; empty for not at all. */
    String tick() default "";

    /**
     * Seed files that the class's workspace begins with, in YAML or JSON: resources on the class path, beside the test class or,
     * with a slash before them, from the root. A nested class begins with what the class around it has, and then has its own.
     */
    String[] seed() default {};

    /** When deliveries of webhooks leave; none to leave that as it is in the class around it, or else as soon as may be. */
    Webhooks.Mode[] webhooks() default {};

    /**
     * The address of an emulator that runs already, such as {@code http://emulator:8080}, where the workspaces of the class are
     * made then; empty for one in this JVM. A nested class is where the class around it is.
     *
     * <p>The system property {@code basicops.emulator.url} and the environment variable {@code BASICOPS_EMULATOR_URL} go before
     * it, in this order; {@code in-process} in place of an address is this JVM. What else these can say, and what cannot be
     * there, is in {@code docs/junit.md}.
     */
    String url() default "";

    /** On a parameter of type String: a token that the test's workspace accepts. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    @interface Token {}

    /**
     * The properties that Spring's tests fill before the application starts, as {@code name=value} with {@code {url}} and
     * {@code {token}} in the value: {@code "acme.tasks.base={url}/v1"}. None for those of the class around it, or else
     * {@code basicops.base-url={url}} and {@code basicops.token={token}}.
     *
     * <p>An application context has one workspace as long as it lives. So the tests of a class that Spring runs go by that one,
     * which is put back to the baseline before each of them, and cannot run at the same time.
     */
    String[] properties() default {};

    /**
     * The system properties that lead to the class's workspace while the class runs, written as {@link #properties}; for code
     * that can be told its addresses in no other way. The tests of the class go by the class's workspace then, which is put back
     * to the baseline before each of them, and cannot run at the same time.
     */
    String[] systemProperties() default {};
}
