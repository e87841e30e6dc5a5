package io.onsale.gatling.audit;

/**
 * A live claim on a seat, as one service's tables have it.
 *
 * @param claim what claims it: {@code reservation …} or {@code booking …}
 */
record SeatClaim(String performance, String seat, String claim) {}
