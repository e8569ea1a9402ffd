/** What leaves the machine, and where it may go. */
@NullMarked
package io.github.basicopsemulator.outbound;

import org.jspecify.annotations.NullMarked;
