package io.github.basicopsemulator.junit5;

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
 * {@link io.github.basicopsemulator.Workspace}, its base URL as a {@link java.net.URI}, and the server as an
 * {@link io.github.basicopsemulator.Emulator}. (In a {@code @ParameterizedTest} a URI is one of the test's own arguments.)
 *
 * <p>{@code @BeforeAll} gets the class's workspace. What it puts there is the baseline: every test begins with a copy of it,
 * and sees nothing of what other tests do, also when they run at the same time. A {@code @Nested} class begins with the
 * baseline of the class around it. A test class with {@code @TestInstance(PER_CLASS)} gets the class's workspace in its
 * constructor, too; when tests run one after the other, that workspace is put back to the baseline after each.
 *
 * <p>Works on a class, on a nested class and on an annotation of your own.
 */
@Documented
@ExtendWith(BasicOpsEmulatorExtension.class)
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface BasicOpsEmulator {}
