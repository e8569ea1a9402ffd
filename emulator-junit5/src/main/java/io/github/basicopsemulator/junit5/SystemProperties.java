package io.github.basicopsemulator.junit5;

import io.github.basicopsemulator.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** System properties that point to a workspace, with their former values. */
record SystemProperties(Map<String, @Nullable String> before) {

    static SystemProperties set(List<Property> properties, Workspace workspace) {
        Map<String, @Nullable String> before = new LinkedHashMap<>();
        for (Property property : properties) {
            before.putIfAbsent(property.name(), System.getProperty(property.name()));
            System.setProperty(property.name(), property.value(workspace));
        }
        return new SystemProperties(before);
    }

    void putBack() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}
