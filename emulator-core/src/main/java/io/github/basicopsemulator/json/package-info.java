/** Reads and writes JSON; knows nothing of what it means. */
@NullMarked
package io.github.basicopsemulator.json;

import org.jspecify.annotations.NullMarked;
