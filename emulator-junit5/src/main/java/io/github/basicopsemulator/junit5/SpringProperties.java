package io.github.basicopsemulator.junit5;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Fills the properties of an application context before it starts. Spring takes a context for the same as another if this is
 * equal, too; so test classes share one unless they name other properties.
 */
record SpringProperties(List<Property> properties) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        SpringContext begun = SpringContext.begin(context, configuration.getTestClass());
        Map<String, Object> values = new LinkedHashMap<>();
        properties.forEach(property -> values.put(property.name(), property.value(begun.workspace())));
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("BasicOps emulator", values));
    }
}
