package io.onsale.seat.hold;

import io.onsale.kernel.id.HoldId;
import io.onsale.seat.plan.HallSeat;
import java.time.Instant;
import java.util.List;

/**
 * Seats that one fan has until {@code expiresAt}.
 *
 * @param fence grows with every hold of a performance: of two holds of a seat the one with the higher fence is the later
 */
public record Hold(HoldId id, List<HallSeat> seats, long fence, Instant expiresAt) {}
