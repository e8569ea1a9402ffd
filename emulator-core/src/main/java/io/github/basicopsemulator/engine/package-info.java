/** From request to reply, for any surface; knows no vendor. */
@NullMarked
package io.github.basicopsemulator.engine;

import org.jspecify.annotations.NullMarked;
