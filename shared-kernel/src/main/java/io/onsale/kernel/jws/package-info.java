/** Strict parsing of compact JWS: one algorithm per key id; the header is used only to select the key. */
@NullMarked
package io.onsale.kernel.jws;

import org.jspecify.annotations.NullMarked;
