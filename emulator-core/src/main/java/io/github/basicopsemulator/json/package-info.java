/** Reads and writes JSON. */
@NullMarked
package io.github.basicopsemulator.json;

import org.jspecify.annotations.NullMarked;
