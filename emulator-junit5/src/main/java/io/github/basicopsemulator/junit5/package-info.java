/** The JUnit Jupiter extension: {@link io.github.basicopsemulator.junit5.BasicOpsEmulator} on a class is all a test needs. */
@NullMarked
package io.github.basicopsemulator.junit5;

import org.jspecify.annotations.NullMarked;
