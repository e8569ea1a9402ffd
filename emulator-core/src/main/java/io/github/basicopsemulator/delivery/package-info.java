/** How letters get to their subscribers. */
@NullMarked
package io.github.basicopsemulator.delivery;

import org.jspecify.annotations.NullMarked;
