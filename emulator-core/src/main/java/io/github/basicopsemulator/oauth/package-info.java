/** The authorization code flow of OAuth 2.0, for surfaces that have one. */
@NullMarked
package io.github.basicopsemulator.oauth;

import org.jspecify.annotations.NullMarked;
