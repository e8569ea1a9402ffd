package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Webhooks;
import io.github.basicopsemulator.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;

/** The attributes of {@link BasicOpsEmulator} on a class; null for unset ones. */
record Settings(
        @Nullable Instant now,
        Duration tick,
        Webhooks.@Nullable Mode mode,
        List<SeedResource> seeds,
        List<Property> systemProperties) {

    static final Settings NONE = new Settings(null, Duration.ZERO, null, List.of(), List.of());

    /** Reads the annotations of a class, meta-annotations and superclasses included. */
    static Settings of(Class<?> testClass) {
        return said(testClass)
                .map(said -> read(said, testClass, where(testClass)))
                .orElse(NONE);
    }

    /** Returns true if a class or one of its outer classes has the annotation. */
    static boolean areThere(Class<?> testClass) {
        return Spring.around(testClass).anyMatch(each -> said(each).isPresent());
    }

    /** Reads the properties that are to be filled for a class, which it may have from one that it is nested in. */
    static List<Property> properties(Class<?> testClass) {
        return Spring.around(testClass)
                .map(each -> said(each)
                        .map(said -> Property.of("properties", said.properties(), where(each)))
                        .orElse(List.of()))
                .filter(properties -> !properties.isEmpty())
                .findFirst()
                .orElse(Property.USUAL);
    }

    private static Optional<BasicOpsEmulator> said(Class<?> testClass) {
        return AnnotationSupport.findAnnotation(testClass, BasicOpsEmulator.class);
    }

    private static String where(Class<?> testClass) {
        return "@BasicOpsEmulator of " + testClass.getName();
    }

    private static Settings read(BasicOpsEmulator said, Class<?> testClass, String where) {
        Attribute now = new Attribute("now", said.now(), where);
        Attribute tick = new Attribute("tick", said.tick(), where);
        if (tick.isGiven() && !now.isGiven()) {
            throw tick.refused("needs a frozen clock, so set now, too");
        }
        return new Settings(
                now.isGiven() ? time(now) : null,
                tick.isGiven() ? tick(tick) : Duration.ZERO,
                mode(said, where),
                Stream.of(said.seed())
                        .map(name -> SeedResource.find(name, testClass, where))
                        .toList(),
                Property.of("systemProperties", said.systemProperties(), where));
    }

    private static Instant time(Attribute now) {
        Instant time = now.instant();
        if (time.isBefore(Instant.parse("0000-01-01T00:00:00Z"))
                || time.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
            throw now.refused("is to be of the years 0 to 9999");
        }
        return time;
    }

    private static Duration tick(Attribute tick) {
        if (tick.duration().isNegative()) {
            throw tick.refused("is not to be negative");
        }
        return tick.duration();
    }

    private static Webhooks.@Nullable Mode mode(BasicOpsEmulator said, String where) {
        if (said.webhooks().length > 1) {
            throw new ExtensionConfigurationException(
                    "webhooks is to be one mode, but " + where + " has " + said.webhooks().length + ".");
        }
        return said.webhooks().length == 0 ? null : said.webhooks()[0];
    }

    void apply(Workspace workspace) {
        setClock(workspace);
        if (mode != null) {
            workspace.webhooks().mode(mode);
        }
        seeds.forEach(seed -> seed.load(workspace));
        // A seed file can set it, too; the annotation overrides it.
        setClock(workspace);
    }

    private void setClock(Workspace workspace) {
        if (now != null) {
            workspace.clock().set(now, tick);
        }
    }
}
