package io.github.basicopsemulator.junit5;

import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;

/** Detects test classes that Spring runs, also if Spring is missing. */
final class Spring {

    private static final String EXTENSION = "org.springframework.test.context.junit.jupiter.SpringExtension";

    private static final String ANNOTATIONS = "org.springframework.beans.factory.annotation.";

    private Spring() {}

    /**
     * Returns true if the class has Spring's extension, on itself, an annotation, a superclass or an outer class, as
     * JUnit registers extensions.
     */
    static boolean runs(Class<?> testClass) {
        return around(testClass)
                .flatMap(each -> AnnotationSupport.findRepeatableAnnotations(each, ExtendWith.class).stream())
                .flatMap(extensions -> Stream.of(extensions.value()))
                .anyMatch(extension -> extension.getName().equals(EXTENSION));
    }

    /** Returns true if Spring will resolve a parameter as a bean. */
    static boolean resolves(Parameter parameter) {
        return Stream.of(
                        parameter.getAnnotations(),
                        parameter.getDeclaringExecutable().getAnnotations())
                .flatMap(Stream::of)
                .anyMatch(annotation -> annotation.annotationType().getName().startsWith(ANNOTATIONS));
    }

    /** The class and its outer classes, the innermost first. */
    static Stream<Class<?>> around(Class<?> testClass) {
        return Stream.iterate(testClass, each -> each != null, Spring::outer);
    }

    private static @Nullable Class<?> outer(Class<?> inner) {
        return Modifier.isStatic(inner.getModifiers()) ? null : inner.getEnclosingClass();
    }
}
