/** Outgoing requests, and the policy that decides which are allowed. */
@NullMarked
package io.github.basicopsemulator.outbound;

import org.jspecify.annotations.NullMarked;
