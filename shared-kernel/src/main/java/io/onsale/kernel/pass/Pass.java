package io.onsale.kernel.pass;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.time.Instant;

/**
 * Signed permission for one fan to choose seats in one sale, for a limited time.
 *
 * @param id identifies this pass in logs; a place gets at most one pass
 * @param since when the fan joined the line with the place of this pass, by the line's clock, in milliseconds. A revocation covers all
 *     passes of places older than a time of that clock, whenever the passes were signed
 */
public record Pass(String id, SaleId sale, FanId fan, Instant since, Instant expiresAt) {}
