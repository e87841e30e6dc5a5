package io.onsale.seat.drift;

/** In what way Redis does not agree with Postgres about a seat. */
enum DriftKind {
    /** Live in Postgres, free in Redis. */
    FREE,
    /** Reserved or sold, and Redis has the opposite, or would let the hold end by time. */
    STATE,
    /** Live in Postgres, another hold's in Redis. */
    OTHERS,
    /** Free in Postgres; in Redis neither free nor held nor on its way to Postgres. */
    TAKEN,
    /** For sale in the plan and blocked in Redis, or the opposite. */
    PLAN,
    /** Live in Postgres, but not counted towards its fan's limit in Redis. */
    LIMIT
}
