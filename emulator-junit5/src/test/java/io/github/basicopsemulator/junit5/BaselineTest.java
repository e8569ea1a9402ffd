package io.github.basicopsemulator.junit5;

import static io.github.basicopsemulator.BasicOpsSeed.project;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.basicopsemulator.Emulator;
import io.github.basicopsemulator.Workspace;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code @BeforeAll} puts into the class's workspace is what every test begins with. */
@BasicOpsEmulator
class BaselineTest {

    private static Workspace ofClass;

    private final Workspace ofConstructor;
    private final Emulator emulatorOfConstructor;

    BaselineTest(Workspace workspace, Emulator emulator) {
        ofConstructor = workspace;
        emulatorOfConstructor = emulator;
    }

    @BeforeAll
    static void seed(Workspace workspace) {
        ofClass = workspace;
        workspace.seed(project("baseline"));
    }

    @BeforeEach
    void the_same_workspace_everywhere(Workspace workspace, URI base, Emulator emulator) {
        assertThat(workspace).isSameAs(ofConstructor).isNotSameAs(ofClass);
        assertThat(base).isEqualTo(workspace.url());
        assertThat(emulator).isSameAs(emulatorOfConstructor);
    }

    @AfterEach
    void and_still_the_same(Workspace workspace) {
        assertThat(workspace).isSameAs(ofConstructor);
    }

    @Test
    void one_test_writes(Workspace workspace) {
        writesAlone(workspace);
    }

    @Test
    void another_test_writes(Workspace workspace) {
        writesAlone(workspace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a.example", "http://b.example"})
    void each_invocation_begins_anew_and_keeps_its_own_uri_argument(URI argument, Workspace workspace) {
        assertThat(argument.getHost()).endsWith(".example");
        writesAlone(workspace);
    }

    @Test
    void what_a_test_does_to_the_workspace_of_the_class_is_put_back() {
        writesAlone(ofClass);
    }

    @Test
    void that_holds_in_any_order() {
        writesAlone(ofClass);
    }

    @ParameterizedTest
    @ValueSource(strings = "http://a.example")
    @Retention(RetentionPolicy.RUNTIME)
    @interface ForEachUrl {}

    @ForEachUrl
    void an_annotation_of_ones_own_keeps_its_uri_argument_too(URI argument, Workspace workspace) {
        assertThat(argument.getHost()).isEqualTo("a.example");
        writesAlone(workspace);
    }

    private static void writesAlone(Workspace workspace) {
        Client client = Client.of(workspace);
        assertThat(client.countProjects()).isEqualTo(1);
        client.createProject("by a test");
        assertThat(client.projects()).contains("\"id\":2");
    }

    @Nested
    class InANestedClass {

        private final Workspace ofNestedConstructor;

        InANestedClass(Workspace workspace) {
            ofNestedConstructor = workspace;
        }

        @BeforeAll
        static void seedMore(Workspace workspace) {
            workspace.seed(project("more"));
        }

        @Test
        void a_test_begins_with_both_baselines(Workspace workspace) {
            assertThat(workspace).isSameAs(ofNestedConstructor).isSameAs(ofConstructor);
            assertThat(Client.of(workspace).projects()).contains("baseline", "more");
            assertThat(workspace.changes()).hasToString("nothing changed");
        }

        @Test
        void and_with_nothing_else(Workspace workspace) {
            assertThat(Client.of(workspace).countProjects()).isEqualTo(2);
            Client.of(workspace).createProject("by a nested test");
        }

        @Nested
        class AndInOneInsideIt {

            @Test
            void too(Workspace workspace) {
                assertThat(Client.of(workspace).countProjects()).isEqualTo(2);
            }
        }
    }
}
