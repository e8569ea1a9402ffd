/** The only package that knows Javalin: puts the engine on a port. */
@NullMarked
package io.github.basicopsemulator.http;

import org.jspecify.annotations.NullMarked;
