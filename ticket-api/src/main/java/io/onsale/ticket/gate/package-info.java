/** Letting people in: who may enter where and when, scans, counts. */
@NullMarked
package io.onsale.ticket.gate;

import org.jspecify.annotations.NullMarked;
