/** Recorded requests and responses, in order. */
@NullMarked
package io.github.basicopsemulator.journal;

import org.jspecify.annotations.NullMarked;
