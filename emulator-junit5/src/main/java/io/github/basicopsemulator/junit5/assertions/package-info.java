/**
 * Assertions on workspaces and their journals, with AssertJ: {@link
 * io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions} is the entry point. Other packages do not need
 * AssertJ.
 */
@NullMarked
package io.github.basicopsemulator.junit5.assertions;

import org.jspecify.annotations.NullMarked;
