/** Tests of what sellers and managers see of bookings. */
@NullMarked
package io.onsale.ticket.orders;

import org.jspecify.annotations.NullMarked;
