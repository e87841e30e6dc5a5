package io.onsale.seat.reservation.web;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;

/** Which booking takes over the hold. */
record ReserveJson(
        @NotNull String bookingId,
        @NotNull String fanId,
        @NotNull Instant payUntil) {}
