/** The control API and the inspector, under {@code /_emulator}. */
@NullMarked
package io.github.basicopsemulator.control;

import org.jspecify.annotations.NullMarked;
