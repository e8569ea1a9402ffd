/** The runnable jar: the command line around the library. */
@NullMarked
package io.github.basicopsemulator.standalone;

import org.jspecify.annotations.NullMarked;
