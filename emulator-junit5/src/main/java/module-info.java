/** The JUnit Jupiter extension of the emulator, and assertions on it for those who have AssertJ. */
@SuppressWarnings("module") // The 5 is part of the name.
module io.github.basicopsemulator.junit5 {
    exports io.github.basicopsemulator.junit5;
    exports io.github.basicopsemulator.junit5.assertions;

    requires java.net.http;
    requires transitive io.github.basicopsemulator;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.assertj.core;
    requires static transitive org.jspecify;
}
