/** Injected request faults. */
@NullMarked
package io.github.basicopsemulator.fault;

import org.jspecify.annotations.NullMarked;
