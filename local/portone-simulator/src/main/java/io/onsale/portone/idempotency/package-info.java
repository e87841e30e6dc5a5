/** One key, one effect, the same answer. */
@NullMarked
package io.onsale.portone.idempotency;

import org.jspecify.annotations.NullMarked;
