/** HTTPS: keys and certificates, and contexts that trust them. */
@NullMarked
package io.github.basicopsemulator.tls;

import org.jspecify.annotations.NullMarked;
