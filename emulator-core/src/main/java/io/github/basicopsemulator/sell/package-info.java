/** Zendesk Sell, the API v2: tasks and related records. One resource, one file. */
@NullMarked
package io.github.basicopsemulator.sell;

import org.jspecify.annotations.NullMarked;
