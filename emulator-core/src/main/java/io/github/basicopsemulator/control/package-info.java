/** What the emulator says about itself, under {@code /_emulator}. */
@NullMarked
package io.github.basicopsemulator.control;

import org.jspecify.annotations.NullMarked;
