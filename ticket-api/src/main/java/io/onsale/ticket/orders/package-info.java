/** What sellers and managers see of bookings and their money. Only reads. */
@NullMarked
package io.onsale.ticket.orders;

import org.jspecify.annotations.NullMarked;
