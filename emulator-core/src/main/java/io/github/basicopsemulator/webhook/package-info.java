/** Delivery of webhook messages to subscribers. */
@NullMarked
package io.github.basicopsemulator.webhook;

import org.jspecify.annotations.NullMarked;
