/** What goes wrong with requests on purpose. */
@NullMarked
package io.github.basicopsemulator.fault;

import org.jspecify.annotations.NullMarked;
