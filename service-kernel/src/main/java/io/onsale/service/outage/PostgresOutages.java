package io.onsale.service.outage;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.util.Set;

/**
 * Which Postgres errors mean that it cannot serve us. Decided by SQLSTATE, because the driver's exception classes treat some bugs as
 * outages.
 */
final class PostgresOutages {
    /** Connection, authorization (a password that is being changed), rollback, resources, intervention (shutdown, time-out), system. */
    private static final Set<String> CLASSES = Set.of("08", "28", "40", "53", "57", "58");

    /** Read-only standby after a failover; idle or transaction time-out; a lock not acquired in time. */
    private static final Set<String> STATES = Set.of("25006", "25P03", "25P04", "55P03");

    /** A message that does not fit the statement: our bug, although its class is that of connection errors. */
    private static final String PROTOCOL_VIOLATION = "08P01";

    private PostgresOutages() {}

    static boolean isOutage(R2dbcException thrown) {
        String state = thrown.getSqlState();
        if (state == null || state.length() != 5) { // the driver's own errors
            return thrown instanceof R2dbcTransientException || thrown instanceof R2dbcNonTransientResourceException;
        }
        return !state.equals(PROTOCOL_VIOLATION) && (CLASSES.contains(state.substring(0, 2)) || STATES.contains(state));
    }
}
