/** The Basecamp 2 surface ("bcx", API v1): to-dos, documents, attachments, and what these lean on. */
@NullMarked
package io.github.basicopsemulator.basecamp;

import org.jspecify.annotations.NullMarked;
