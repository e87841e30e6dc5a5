/** Compact JWS read strictly: one key id, one algorithm each, nothing taken from the header but the choice of key. */
@NullMarked
package io.onsale.kernel.jws;

import org.jspecify.annotations.NullMarked;
