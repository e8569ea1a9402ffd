/** The state of a workspace as one immutable value: tables, indexes, transaction, difference. */
@NullMarked
package io.github.basicopsemulator.store;

import org.jspecify.annotations.NullMarked;
