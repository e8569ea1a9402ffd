package io.github.basicopsemulator.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A fault for requests of a test, or of every test of a class, in addition to the faults of the class and of its outer
 * class.
 *
 *
 * <p>It is active from the first {@code @BeforeEach} on; requests from {@code @BeforeAll} are not affected. Other tests
 * are not affected and not counted. Works on a method, on a class, and on an annotation of your own, and needs {@link
 * BasicOpsEmulator} or {@link BasicOpsEmulatorExtension} on the test.
 */
@Documented
@Inherited
@Repeatable(BasicOpsFault.All.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface BasicOpsFault {

    /** Which requests it is about: a method, or a method and a route, such as {@code PATCH /v1/task/{id}}; empty for all. */
    String on() default "";

    /** The effect of the fault. */
    Kind kind() default Kind.STATUS;

    /** The status of a refusal, from 200 to 599; only for {@link Kind#STATUS}. */
    int status() default 0;

    /** When to try again, such as {@code PT5S}; only for {@link Kind#STATUS}; empty for no word of it. */
    String retryAfter() default "";

    /** How long it takes, such as {@code PT0.2S}; only for {@link Kind#LATENCY} and {@link Kind#SLOW_BODY}. */
    String time() default "";

    /** Only this one of the requests in question, counted from 1; 0 for every one. */
    int nth() default 0;

    /** Only so many times; 0 for any number. */
    int times() default 0;

    /** The probability of the fault, by the emulator's seed; from 0 (never) to 1 (always). */
    double chance() default 1;

    /** The effect of a fault. */
    enum Kind {
        /** It is refused with a status, in the vendor's shape, and not done. */
        STATUS,
        /** The connection is reset; the request is not applied. */
        RESET,
        /** The connection is closed without a response; the request is not applied. */
        EMPTY_RESPONSE,
        /** It is done, and the connection closed without a reply. */
        LOST_RESPONSE,
        /** It is done, and the connection closed in the middle of the reply's body. */
        HALF_BODY,
        /** It is done, and the reply is no JSON. */
        MALFORMED_JSON,
        /** It is done, and the reply comes later, in real time. */
        LATENCY,
        /** It is done, and the reply's body comes bit by bit, over some real time. */
        SLOW_BODY
    }

    /** Several of them; written by the compiler. */
    @Documented
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @interface All {

        BasicOpsFault[] value();
    }
}
