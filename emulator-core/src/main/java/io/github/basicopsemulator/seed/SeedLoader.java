package io.github.basicopsemulator.seed;

import io.github.basicopsemulator.engine.Call;
import io.github.basicopsemulator.engine.Engine;
import io.github.basicopsemulator.engine.Problem;
import io.github.basicopsemulator.engine.Resource;
import io.github.basicopsemulator.engine.Surface;
import io.github.basicopsemulator.engine.WorkspaceRuntime;
import io.github.basicopsemulator.field.FieldError;
import io.github.basicopsemulator.field.Type;
import io.github.basicopsemulator.seed.SeedTypes.SeedType;
import io.github.basicopsemulator.store.Entity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Loads seed files into a workspace: as the API would, or, for an export, exactly as it was. */
public final class SeedLoader {

    private final Engine engine;
    private final Surface first;
    private final SeedTypes seedTypes;

    /** Creates a loader for the surfaces of an engine. */
    public SeedLoader(Engine engine, List<Surface> surfaces) {
        this.engine = engine;
        this.first = surfaces.get(0);
        this.seedTypes = new SeedTypes(surfaces);
    }

    /**
     * Loads a file as a whole.
     *
     * @param base the URL of the workspace
     * @throws IllegalArgumentException if a record is refused, with its position in the file
     */
    public void load(SeedFile file, WorkspaceRuntime runtime, String base) {
        ParsedSeed parsedSeed = new ParsedSeed(file, seedTypes);
        refuseTooFarAhead(parsedSeed, file, runtime);
        Instant now = parsedSeed.now() == null ? runtime.clock().now() : parsedSeed.now();
        engine.execute(runtime, first, first.seeder(), base, now, call -> {
            load(parsedSeed, file, call);
            return parsedSeed;
        });
        setClock(parsedSeed, runtime);
    }

    /** Refuses an invalid offset early: the clock is set after the records are loaded. */
    private static void refuseTooFarAhead(ParsedSeed parsedSeed, SeedFile file, WorkspaceRuntime runtime) {
        if (parsedSeed.whole() != null && parsedSeed.now() == null) {
            try {
                runtime.clock().ahead(parsedSeed.whole().ahead());
            } catch (IllegalArgumentException refused) {
                throw file.refused(List.of(wrong("$.export.ahead", refused)));
            }
        }
    }

    private static FieldError wrong(String path, IllegalArgumentException refused) {
        return new FieldError(path, FieldError.Reason.VALUE, String.valueOf(refused.getMessage()));
    }

    private void load(ParsedSeed parsedSeed, SeedFile file, Call call) {
        ParsedSeed.ExportMetadata whole = parsedSeed.whole();
        if (whole == null) {
            for (SeedType sort : seedTypes.inOrder()) {
                parsedSeed.items().stream()
                        .filter(item -> item.sort() == sort)
                        .forEach(item -> load(item, file, call.on(sort.surface())));
            }
        } else {
            new ExportRestorer(file, call).restore(parsedSeed.items(), whole);
        }
    }

    private static void load(SeedRecord item, SeedFile file, Call call) {
        List<FieldError> errors = new ArrayList<>();
        Map<String, @Nullable Object> values = item.values(errors);
        values.replaceAll((name, value) -> resolved(item, name, value, call));
        try {
            if (!errors.isEmpty()) {
                throw Problem.invalid(errors);
            }
            Resource resource = item.sort().resource();
            item.id(resource.load(values, item.id(), call).id());
        } catch (Problem refused) {
            throw file.refused(at(item, refused));
        } catch (IllegalArgumentException refused) {
            throw file.refused(at(item, Problem.invalid("$.id", String.valueOf(refused.getMessage()))));
        }
    }

    /** Names a file that is described where it is attached. */
    private static @Nullable Object resolved(SeedRecord item, String name, @Nullable Object value, Call call) {
        boolean named = value instanceof List<?>
                && Objects.requireNonNull(item.sort().field(name)).type() instanceof Type.KeyReferences;
        if (!named) {
            return value;
        }
        Type.KeyReferences keys = (Type.KeyReferences)
                Objects.requireNonNull(item.sort().field(name)).type();
        List<@Nullable Object> resolved = new ArrayList<>();
        for (Object each : (List<?>) Objects.requireNonNull(value)) {
            Entity loaded = each instanceof SeedRecord inner
                    ? call.entities().find(keys.kind(), Objects.requireNonNull(inner.id()))
                    : null;
            resolved.add(loaded == null ? each : loaded.get(keys.key()));
        }
        return resolved;
    }

    static List<FieldError> at(SeedRecord item, Problem refused) {
        List<FieldError> errors = new ArrayList<>();
        for (FieldError error : refused.errors()) {
            String inner = error.path().startsWith("$") ? error.path().substring(1) : "";
            errors.add(new FieldError(item.path() + inner, error.reason(), error.message()));
        }
        return errors.isEmpty()
                ? List.of(new FieldError(item.path(), FieldError.Reason.VALUE, refused.getMessage()))
                : errors;
    }

    private static void setClock(ParsedSeed parsedSeed, WorkspaceRuntime runtime) {
        ParsedSeed.ExportMetadata whole = parsedSeed.whole();
        if (parsedSeed.now() != null) {
            runtime.stand(parsedSeed.now(), whole == null ? Duration.ZERO : whole.tick());
        } else if (whole != null) {
            runtime.setOffset(whole.ahead());
        }
    }

    /** Writes a world as a file that makes it again. */
    public Map<String, @Nullable Object> export(WorkspaceRuntime runtime) {
        return new Export(seedTypes).of(runtime);
    }

    /** Restores exported records without side effects. */
    private record ExportRestorer(SeedFile file, Call call) {

        void restore(List<SeedRecord> items, ParsedSeed.ExportMetadata whole) {
            call.transaction().clear(whole.randomness(), whole.sequence());
            Map<SeedRecord, Entity> entities = new LinkedHashMap<>();
            items.forEach(item -> entities.put(item, restored(item)));
            entities.forEach((item, entity) -> checkReferences(item, entity));
            whole.next().forEach(this::idsFrom);
        }

        private void idsFrom(SeedType sort, long id) {
            try {
                call.transaction().idsFrom(sort.resource().kind(), id);
            } catch (IllegalArgumentException refused) {
                String path = "$.export.next." + sort.surface().word() + "." + sort.word();
                throw file.refused(List.of(wrong(path, refused)));
            }
        }

        private Entity restored(SeedRecord item) {
            List<FieldError> errors = new ArrayList<>();
            Resource resource = item.sort().resource();
            Map<String, @Nullable Object> values = resource.fields().restore(item.values(errors), errors);
            Long id = item.id();
            if (id == null) {
                errors.add(new FieldError("$.id", FieldError.Reason.MISSING, "is required in an export"));
            }
            refuse(item, errors);
            try {
                return call.transaction().add(resource.fields().layout(), Objects.requireNonNull(id), values);
            } catch (IllegalArgumentException taken) {
                throw file.refused(at(item, Problem.invalid("$.id", String.valueOf(taken.getMessage()))));
            }
        }

        private void checkReferences(SeedRecord item, Entity entity) {
            List<FieldError> errors = new ArrayList<>();
            item.sort().resource().fields().checkReferences(entity, call.entities(), errors);
            refuse(item, errors);
        }

        private void refuse(SeedRecord item, List<FieldError> errors) {
            if (!errors.isEmpty()) {
                throw file.refused(at(item, Problem.invalid(errors)));
            }
        }
    }
}
