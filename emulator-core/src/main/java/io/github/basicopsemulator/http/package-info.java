/** The only package that knows Javalin and Jetty: puts the engine on a port, and carries what goes out. */
@NullMarked
package io.github.basicopsemulator.http;

import org.jspecify.annotations.NullMarked;
