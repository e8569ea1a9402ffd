package io.github.basicopsemulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.basicopsemulator.store.Entity;
import io.github.basicopsemulator.store.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Finding a kind by the vendor's word for it. */
class ResourceRegistryTest {

    private final SampleApi shop = new SampleApi();
    private final ResourceRegistry kinds = new ResourceRegistry(List.of(shop));

    @Test
    void a_kind_is_found_by_its_word_with_whoever_serves_it() {
        State state = new Engine(List.of(shop)).fresh(1);
        Entity toy = state.find(SampleItems.KIND, 10);
        ResourceRegistry.Entry served = kinds.find("toy");

        assertThat(served.kind()).isSameAs(SampleItems.KIND);
        assertThat(served.surface()).isSameAs(shop);
        assertThat(served.show(toy, state, "http://shop", Instant.EPOCH))
                .containsEntry("id", 10L)
                .containsEntry("name", "the first toy");
    }

    @Test
    void a_word_for_nothing_is_refused_with_those_there_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kinds.find("car"))
                .withMessage("there is no kind \"car\"; there are [toy]");
    }
}
