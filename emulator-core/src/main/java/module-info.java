/** The emulator as a library. Only the public API is exported; other packages can change at any time. */
module io.github.basicopsemulator {
    exports io.github.basicopsemulator;

    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires io.javalin;
    requires jakarta.servlet;
    requires java.desktop;
    requires net.coobird.thumbnailator;
    requires org.eclipse.jetty.client;
    requires org.eclipse.jetty.ee10.servlet;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.util;
    requires org.pcollections;
    requires org.yaml.snakeyaml;
    requires static transitive org.jspecify;
}
