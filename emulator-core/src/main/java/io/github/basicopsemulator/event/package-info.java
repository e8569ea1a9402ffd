/** Events, in order. */
@NullMarked
package io.github.basicopsemulator.event;

import org.jspecify.annotations.NullMarked;
