/** Runs the packed extension in small projects of their own, each with the class path of a user. */
@NullMarked
package io.github.basicopsemulator.compatibility;

import org.jspecify.annotations.NullMarked;
