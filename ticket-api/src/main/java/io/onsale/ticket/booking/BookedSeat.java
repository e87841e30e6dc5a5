package io.onsale.ticket.booking;

import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;

/** A seat at the price at which it was booked. */
public record BookedSeat(SeatId id, String label, String grade, Money price) {}
