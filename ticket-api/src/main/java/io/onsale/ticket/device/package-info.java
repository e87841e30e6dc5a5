/** Binding a ticket to the one device or paper that may show it. */
@NullMarked
package io.onsale.ticket.device;

import org.jspecify.annotations.NullMarked;
