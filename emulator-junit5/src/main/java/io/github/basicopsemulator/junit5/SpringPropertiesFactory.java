package io.github.basicopsemulator.junit5;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/** Registers the customizer for Spring by {@code META-INF/spring.factories}. */
final class SpringPropertiesFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        return Settings.areThere(testClass) && Spring.runs(testClass)
                ? new SpringProperties(Settings.properties(testClass))
                : null;
    }
}
