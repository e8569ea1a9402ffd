/** What was asked and answered, in order. */
@NullMarked
package io.github.basicopsemulator.journal;

import org.jspecify.annotations.NullMarked;
