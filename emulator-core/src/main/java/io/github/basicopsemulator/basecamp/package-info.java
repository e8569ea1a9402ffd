/** The Basecamp 2 surface ("bcx", API v1): to-dos, documents, attachments, and related records. */
@NullMarked
package io.github.basicopsemulator.basecamp;

import org.jspecify.annotations.NullMarked;
