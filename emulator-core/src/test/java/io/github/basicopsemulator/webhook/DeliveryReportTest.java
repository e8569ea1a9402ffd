package io.github.basicopsemulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The report of deliveries in error messages. */
class DeliveryReportTest {

    @Test
    void report_says_when_there_was_nothing() {
        assertThat(new DeliveryReport().report("tried", List.of()))
                .hasToString("What did happen: no deliveries were due");
    }

    @Test
    void report_lists_things_under_their_names() {
        assertThat(new DeliveryReport()
                        .report("tried", List.of("a", "b"))
                        .report("held", List.of())
                        .report("in line", List.of("c")))
                .hasToString("What did happen:\n  tried (2):\n    a\n    b\n  in line (1):\n    c");
    }

    @Test
    void report_shows_the_newest_twenty_of_many() {
        List<Integer> many = IntStream.rangeClosed(1, 25).boxed().toList();

        assertThat(new DeliveryReport().report("tried", many).toString().lines())
                .hasSize(23)
                .contains("  tried (25):", "    … 5 earlier", "    6", "    25")
                .doesNotContain("    5");
    }
}
