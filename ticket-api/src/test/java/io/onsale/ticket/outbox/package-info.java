/** Tests of outbox. */
@NullMarked
package io.onsale.ticket.outbox;

import org.jspecify.annotations.NullMarked;
