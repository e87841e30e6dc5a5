/** Payments and the rules of their steps: plain values and decisions, no I/O. */
@NullMarked
package io.onsale.portone.payment;

import org.jspecify.annotations.NullMarked;
