/** Seed files: reads, checks, plants and writes worlds; knows no vendor. */
@NullMarked
package io.github.basicopsemulator.seed;

import org.jspecify.annotations.NullMarked;
