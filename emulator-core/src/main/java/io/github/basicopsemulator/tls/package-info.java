/** Who the emulator is over HTTPS: keys and certificates, and what trusts them. */
@NullMarked
package io.github.basicopsemulator.tls;

import org.jspecify.annotations.NullMarked;
