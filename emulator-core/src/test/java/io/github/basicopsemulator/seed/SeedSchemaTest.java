package io.github.basicopsemulator.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.basecamp.Basecamp;
import io.github.basicopsemulator.basecamp.BasecampOptions;
import io.github.basicopsemulator.basicops.BasicOps;
import io.github.basicopsemulator.basicops.BasicOpsOptions;
import io.github.basicopsemulator.json.Document;
import io.github.basicopsemulator.json.Json;
import io.github.basicopsemulator.sell.Sell;
import io.github.basicopsemulator.sell.SellOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the published description of seed files says, held against what is planted. */
class SeedSchemaTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Path PUBLISHED = DOCS.resolve("seed.schema.json");
    private static final Path DEMO =
            Path.of("../emulator-standalone/src/main/resources/io/github/basicopsemulator/standalone/demo.yaml");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    /** Writes the file anew where it is stale, so that all there is to do is to commit it. */
    @Test
    void the_published_schema_is_up_to_date() throws Exception {
        String schema = schema();
        String written = Files.exists(PUBLISHED) ? Files.readString(PUBLISHED) : "";
        if (!written.replace("\r\n", "\n").equals(schema)) {
            Files.writeString(PUBLISHED, schema);
            fail("docs/seed.schema.json was stale; it was written anew, and is to be committed");
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_is_loaded_and_as_the_schema_says(String example) throws Exception {
        assertThat(errors(example)).isEmpty();
        try (Emulator emulator = Emulator.builder().seed(example).start()) {
            assertThat(errors(emulator.workspace().export())).isEmpty();
        }
    }

    /** The demo company, and what the document on seed files shows. */
    static Stream<String> examples() throws Exception {
        Matcher shown =
                EXAMPLE.matcher(Files.readString(DOCS.resolve("seeds.md")).replace("\r\n", "\n"));
        return Stream.concat(
                Stream.of(Files.readString(DEMO)), shown.results().map(found -> found.group(1)).toList().stream());
    }

    @Test
    void the_company_of_the_demo_comes_back_from_its_export() throws Exception {
        try (Emulator emulator = Emulator.builder().seed(Files.readString(DEMO)).start()) {
            Workspace company = emulator.workspace();
            assertThat(company.records("task")).hasSize(40);
            assertThat(company.records("user")).hasSize(8);
            assertThat(company.records("project")).hasSize(3);

            Workspace copy = emulator.workspace("copy");
            copy.seed(company.export());

            assertThat(copy.export()).isEqualTo(company.export());
            for (String kind : List.of("task", "message", "sell deal", "basecamp todo")) {
                assertThat(copy.records(kind)).hasSameSizeAs(company.records(kind));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "basicops: {project: []}",
                "basicops: {projects: [{titel: A}]}",
                "basicops: {projects: [{title: A, status: Foo}]}",
                "basicops: {projects: [{status: On Hold}]}",
                "basicops: {tasks: [{title: A, assignee: Ada}]}",
                "sell: {tasks: [{content: A, due_date: tomorrow}]}",
                "basicops: {users: [{firstName: A, image: {file: a.png}}]}"
            })
    void what_is_refused_is_none_by_the_schema_either(String wrong) throws Exception {
        assertThat(errors(wrong)).isNotEmpty();
    }

    private static List<?> errors(String yaml) throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema(), InputFormat.JSON);
        Object value = Document.read(yaml.getBytes(StandardCharsets.UTF_8)).value();
        return schema.validate(new String(Json.write(value), StandardCharsets.UTF_8), InputFormat.JSON);
    }

    private static String schema() {
        SeedTypes seedTypes = new SeedTypes(List.of(
                new BasicOps(BasicOpsOptions.DEFAULT, null),
                new Sell(new SellOptions(List.of(), false, false)),
                new Basecamp(new BasecampOptions(
                        BasecampOptions.DEFAULT_ACCOUNT, List.of(), false, ZoneOffset.UTC, false))));
        return new String(Json.pretty(seedTypes.schema()), StandardCharsets.UTF_8);
    }
}
