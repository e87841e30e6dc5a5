/** What a payment is and which steps it may take: plain values and decisions, no I/O. */
@NullMarked
package io.onsale.portone.payment;

import org.jspecify.annotations.NullMarked;
