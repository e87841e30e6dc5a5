/** Idempotency keys: one key, one effect, one answer. */
@NullMarked
package io.onsale.ticket.idempotency;

import org.jspecify.annotations.NullMarked;
