package io.github.basicopsemulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The extension with options, as the README shows it. */
class OptionsTest {

    @RegisterExtension
    static BasicOpsEmulatorExtension basicops =
            BasicOpsEmulatorExtension.with(Emulator.builder().token("secret"));

    @Test
    void the_token_is_the_one_that_was_declared(Workspace workspace) {
        assertThat(workspace.token()).isEqualTo("secret");
    }
}
