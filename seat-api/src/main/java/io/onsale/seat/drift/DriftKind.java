package io.onsale.seat.drift;

/** In what way Redis does not agree with Postgres about a seat. */
enum DriftKind {
    /** Live in Postgres, free in Redis. */
    FREE,
    /** Reserved or sold, and Redis has it the other way round, or would let time end it. */
    STATE,
    /** Live in Postgres, somebody else's in Redis. */
    OTHERS,
    /** Nobody's in Postgres, and in Redis neither free nor held nor on its way to Postgres. */
    TAKEN,
    /** For sale by the plan and blocked in Redis, or the other way round. */
    PLAN,
    /** Live in Postgres, and does not count for its fan's limit in Redis. */
    LIMIT
}
