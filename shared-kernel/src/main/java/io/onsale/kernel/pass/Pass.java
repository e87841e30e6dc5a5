package io.onsale.kernel.pass;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import java.time.Instant;

/**
 * Signed permission for one fan to choose seats in one sale, for a limited time.
 *
 * @param id names this pass in logs and revocations; one place yields at most one
 */
public record Pass(String id, SaleId sale, FanId fan, Instant expiresAt) {}
