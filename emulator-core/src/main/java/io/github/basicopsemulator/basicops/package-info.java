/** The BasicOps REST API v1: one resource, one file. */
@NullMarked
package io.github.basicopsemulator.basicops;

import org.jspecify.annotations.NullMarked;
