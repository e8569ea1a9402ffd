package io.github.basicopsemulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Any text as a seed file. */
class SeedFuzz {

    private static final Workspace WORKSPACE = Emulator.start().workspace();
    private static final Snapshot EMPTY = empty();
    private static final String NOTHING = WORKSPACE.exportJson();

    /** Nothing that is planted is told to anybody. */
    private static Snapshot empty() {
        WORKSPACE.webhooks().mode(Webhooks.Mode.HELD);
        return WORKSPACE.snapshot();
    }

    @FuzzTest
    void a_seed_is_refused_with_its_place_or_loaded_and_exported_as_it_is(byte[] bytes) {
        WORKSPACE.rewind(EMPTY);
        try {
            WORKSPACE.seed(new String(bytes, UTF_8));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s)seed:\\d+:\\d+: .+");
            assertThat(WORKSPACE.exportJson()).isEqualTo(NOTHING);
            return;
        }
        WORKSPACE
                .changesSince(EMPTY)
                .all()
                .forEach(change -> assertThat(WORKSPACE.records(change.kind())).isNotNull());
        String json = WORKSPACE.exportJson();
        for (String export : List.of(WORKSPACE.export(), json)) {
            WORKSPACE.rewind(EMPTY);
            WORKSPACE.seed(export);
            assertThat(WORKSPACE.exportJson()).isEqualTo(json);
        }
    }
}
