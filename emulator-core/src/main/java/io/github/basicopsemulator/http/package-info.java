/** The HTTP server and client: the only package that knows Javalin and Jetty. */
@NullMarked
package io.github.basicopsemulator.http;

import org.jspecify.annotations.NullMarked;
