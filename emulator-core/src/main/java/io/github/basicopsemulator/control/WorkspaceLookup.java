package io.github.basicopsemulator.control;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import io.github.basicopsemulator.engine.Call;
import java.util.function.Supplier;

/** Finds the workspace of a call. */
record WorkspaceLookup(Supplier<Emulator> door) {

    Emulator emulator() {
        return door.get();
    }

    /**
     * The workspace of a call.
     *
     * @throws IllegalStateException when it was closed meanwhile
     */
    Workspace of(Call call) {
        return emulator()
                .find(call.runtime().name())
                .orElseThrow(() -> new IllegalStateException("the workspace was closed meanwhile"));
    }
}
