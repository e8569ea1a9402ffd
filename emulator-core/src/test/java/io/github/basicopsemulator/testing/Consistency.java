package io.github.basicopsemulator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.field.Field;
import io.github.basicopsemulator.field.RenderContext;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is true of every workspace, whatever was asked of it. */
public final class Consistency {

    private Consistency() {}

    public static void assertNoReferenceLeadsToNothing(TestEngine bench) {
        for (Resource resource : bench.resources()) {
            for (Entity entity : bench.state().all(resource.kind())) {
                for (Field field : resource.fields().all()) {
                    Object value = resource.fields().layout().has(field.name()) ? entity.get(field.name()) : null;
                    if (value != null) {
                        referred(field.type(), value)
                                .forEach((id, kind) -> assertThat(bench.state().find(kind, id))
                                        .as(entity + "." + field.name() + " is " + value)
                                        .isNotNull());
                    }
                }
            }
        }
    }

    private static Map<Long, Kind> referred(Type type, Object value) {
        if (type instanceof Type.Reference reference) {
            return Map.of((Long) value, reference.kind());
        }
        Kind many = type instanceof Type.References references
                ? references.kind()
                : type instanceof Type.KeyReferences keys ? keys.kind() : null;
        return many == null
                ? Map.of()
                : ((List<?>) value).stream().collect(Collectors.toMap(id -> (Long) id, id -> many));
    }

    /** Bytes that were kept are those that would be written anew. */
    public static void assertKeptBytesHold(TestEngine bench) {
        for (Resource resource : bench.resources()) {
            for (Entity entity : bench.state().all(resource.kind())) {
                RenderContext view = bench.view();
                assertThat(resource.fields().show(entity, view).bytes())
                        .as(entity.toString())
                        .isEqualTo(Json.write(resource.fields().json(entity, view)));
            }
        }
    }
}
