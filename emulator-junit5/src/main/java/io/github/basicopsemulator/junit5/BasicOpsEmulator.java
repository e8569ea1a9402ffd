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
 * Gives each test of a class its own workspace in an emulator that all tests of the JVM share.
 *
 *
 * <p>Test methods, lifecycle methods and constructors take it as a parameter of type {@link
 * io.github.basicopsemulator.Workspace}, its base URL as a {@link java.net.URI}, a token that it accepts as a String
 * with {@link Token} on it, and the server as an {@link io.github.basicopsemulator.Emulator}. (In a {@code
 * @ParameterizedTest} a URI is one of the test's own arguments.)
 *
 *
 * <p>{@code @BeforeAll} gets the class's workspace. Its state after {@code @BeforeAll} is the baseline: every test
 * begins with a copy of it, isolated from other tests, also from concurrent ones. A {@code @Nested} class begins with
 * the baseline of its outer class. A test class with {@code @TestInstance(PER_CLASS)} gets the class's workspace in its
 * constructor, too; if tests run one after the other, that workspace is rewound to the baseline after each.
 *
 *
 * <p>Works on a class, on a nested class and on an annotation of your own. Its attributes apply from {@code @BeforeAll}
 * on, in nested classes, too, unless these override them; they do not apply to servers with options of their own.
 *
 *
 * <p>In a class that Spring runs, the application finds the workspace's URL and a token in its properties: see {@link
 * #properties}.
 *
 *
 * <p>A failed test lists in a suppressed exception the last requests and refusals of its workspace, and the location of
 * further evidence.
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
     * Seed files for the class's workspace, in YAML or JSON: resources on the class path, beside the test class or,
     * with a leading slash, from the root. A nested class begins with the state of its outer class, and then loads its
     * own.
     */
    String[] seed() default {};

    /** The delivery mode of webhooks; empty for the mode of the outer class, or else after the response. */
    Webhooks.Mode[] webhooks() default {};

    /**
     * The URL of a running emulator, such as {@code http://emulator:8080}, on which the workspaces of the class are
     * created; empty for an emulator in this JVM. A nested class uses the emulator of its outer class.
     *
     *
     * <p>The system property {@code basicops.emulator.url} and the environment variable {@code BASICOPS_EMULATOR_URL}
     * override it, in this order; {@code in-process} in place of a URL means this JVM. {@code docs/junit.md} lists
     * further settings and the limits.
     */
    String url() default "";

    /** On a parameter of type String: a token that the test's workspace accepts. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    @interface Token {}

    /**
     * The properties that Spring's tests set before the application starts, as {@code name=value} with {@code {url}}
     * and {@code {token}} in the value: {@code "acme.tasks.base={url}/v1"}. Empty for those of the outer class, or else
     * {@code basicops.base-url={url}} and {@code basicops.token={token}}.
     *
     *
     * <p>An application context has one workspace for its lifetime. The tests of its classes share that workspace,
     * which is rewound to the baseline before each of them, and cannot run in parallel.
     */
    String[] properties() default {};

    /**
     * The system properties that point to the class's workspace while the class runs, written as {@link #properties};
     * for code that cannot be configured in another way. The tests of the class share that workspace, which is rewound
     * to the baseline before each of them, and cannot run in parallel.
     */
    String[] systemProperties() default {};
}
