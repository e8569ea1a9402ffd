/**
 * Assertions on workspaces and their journals, for those who have AssertJ:
 * {@link io.github.basicopsemulator.junit5.assertions.BasicOpsAssertions} is where they begin. Nothing else here needs AssertJ.
 */
@NullMarked
package io.github.basicopsemulator.junit5.assertions;

import org.jspecify.annotations.NullMarked;
