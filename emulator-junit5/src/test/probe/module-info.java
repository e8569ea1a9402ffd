/** Some user's program on the module path. */
module probe {
    requires io.github.basicopsemulator.junit5;
    requires java.net.http;
}
