package io.github.basicopsemulator.stress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.basicopsemulator.stress.Register.Act;
import org.junit.jupiter.api.Test;

/** Which histories of a value can be, and which cannot. */
class RegisterTest {

    private final Register history = new Register();

    @Test
    void what_was_written_is_read_until_something_else_is() {
        write("a", 1, 2);
        read("a", 3, 4);
        write("b", 5, 6);
        read("b", 7, 8);

        history.check();
    }

    @Test
    void while_a_write_is_on_its_way_either_may_be_read() {
        write("a", 1, 2);
        write("b", 3, 10);
        read("b", 4, 5);
        read("b", 6, 7);
        write("c", 20, 30);
        read("b", 21, 22);
        read("c", 23, 24);

        history.check();
    }

    @Test
    void what_was_written_over_is_not_read_again() {
        write("a", 1, 2);
        write("b", 3, 4);
        read("a", 5, 6);

        assertThatThrownBy(history::check).hasMessageContaining("written and forgotten");
    }

    @Test
    void who_reads_later_reads_nothing_older() {
        write("a", 1, 2);
        write("b", 3, 20);
        read("b", 4, 5);
        read("a", 6, 7);
        read("b", 8, 9);

        assertThatThrownBy(history::check).hasMessageContaining("held at the same time");
    }

    @Test
    void nothing_is_read_before_it_was_written() {
        read("a", 1, 2);
        write("a", 3, 4);

        assertThatThrownBy(history::check).hasMessageContaining("reads before the write");
    }

    @Test
    void nothing_is_read_that_nobody_wrote() {
        read("a", 1, 2);

        assertThatThrownBy(history::check).hasMessageContaining("writes of what was read");
    }

    private void write(String value, long began, long ended) {
        history.add(new Act(true, value, began, ended));
    }

    private void read(String value, long began, long ended) {
        history.add(new Act(false, value, began, ended));
    }
}
