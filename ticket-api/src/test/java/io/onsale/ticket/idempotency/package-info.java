/** Tests of outbox. */
@NullMarked
package io.onsale.ticket.idempotency;

import org.jspecify.annotations.NullMarked;
