/** How letters get to their subscribers. */
@NullMarked
package io.github.basicopsemulator.webhook;

import org.jspecify.annotations.NullMarked;
