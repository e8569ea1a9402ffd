package io.github.basicopsemulator.junit5;

import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;

/** Tells which test classes Spring runs, also where there is no Spring. */
final class Spring {

    private static final String EXTENSION = "org.springframework.test.context.junit.jupiter.SpringExtension";

    private static final String ANNOTATIONS = "org.springframework.beans.factory.annotation.";

    private Spring() {}

    /** As JUnit registers extensions: by what stands on the class, its annotations, the classes it extends or is nested in. */
    static boolean runs(Class<?> testClass) {
        return around(testClass)
                .flatMap(each -> AnnotationSupport.findRepeatableAnnotations(each, ExtendWith.class).stream())
                .flatMap(extensions -> Stream.of(extensions.value()))
                .anyMatch(extension -> extension.getName().equals(EXTENSION));
    }

    /** Tells whether Spring will resolve a parameter, for which it has a bean. */
    static boolean resolves(Parameter parameter) {
        return Stream.of(
                        parameter.getAnnotations(),
                        parameter.getDeclaringExecutable().getAnnotations())
                .flatMap(Stream::of)
                .anyMatch(annotation -> annotation.annotationType().getName().startsWith(ANNOTATIONS));
    }

    /** The class and those that it is nested in, the innermost first. */
    static Stream<Class<?>> around(Class<?> testClass) {
        return Stream.iterate(testClass, each -> each != null, Spring::outer);
    }

    private static @Nullable Class<?> outer(Class<?> inner) {
        return Modifier.isStatic(inner.getModifiers()) ? null : inner.getEnclosingClass();
    }
}
