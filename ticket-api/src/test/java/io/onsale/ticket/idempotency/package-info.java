/** Tests of idempotency keys. */
@NullMarked
package io.onsale.ticket.idempotency;

import org.jspecify.annotations.NullMarked;
