/** Tests of gate. */
@NullMarked
package io.onsale.ticket.gate;

import org.jspecify.annotations.NullMarked;
