/** Tests of payment. */
@NullMarked
package io.onsale.ticket.payment;

import org.jspecify.annotations.NullMarked;
