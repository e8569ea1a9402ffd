module launches {
    requires io.github.basicopsemulator.junit5;
    requires java.net.http;
    requires org.junit.jupiter.api;

    opens launches to
            org.junit.platform.commons;
}
