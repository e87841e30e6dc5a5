package io.onsale.audit;

/**
 * A live claim on a seat, from one service's tables.
 *
 * @param claim what claims it: {@code reservation …} or {@code booking …}
 */
record SeatClaim(String performance, String seat, String claim) {}
