/** Orders read from the tables of bookings and payments. */
@NullMarked
package io.onsale.ticket.orders.r2dbc;

import org.jspecify.annotations.NullMarked;
