/** Reservations over HTTP, for ticket-api only. */
@NullMarked
package io.onsale.seat.reservation.web;

import org.jspecify.annotations.NullMarked;
