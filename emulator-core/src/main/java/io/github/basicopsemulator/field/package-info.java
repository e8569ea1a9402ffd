/** Field tables: one list of fields from which reading, checking, showing and filtering follow. */
@NullMarked
package io.github.basicopsemulator.field;

import org.jspecify.annotations.NullMarked;
