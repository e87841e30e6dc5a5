package io.onsale.kernel.pass;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.time.Instant;

/**
 * Signed permission for one fan to choose seats in one sale, for a limited time.
 *
 * @param id names this pass in logs; one place yields at most one
 * @param since when the fan came into the line with the place that this pass belongs to, by the line's clock and to the
 *     millisecond: a revocation speaks of all passes of places from before a moment of that clock, whenever they were signed
 */
public record Pass(String id, SaleId sale, FanId fan, Instant since, Instant expiresAt) {}
