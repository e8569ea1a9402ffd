/**
 * The public API: start an {@link io.github.basicopsemulator.Emulator}, take a {@link io.github.basicopsemulator.Workspace}, seed
 * it, and send plain HTTP to its URL.
 */
@NullMarked
package io.github.basicopsemulator;

import org.jspecify.annotations.NullMarked;
