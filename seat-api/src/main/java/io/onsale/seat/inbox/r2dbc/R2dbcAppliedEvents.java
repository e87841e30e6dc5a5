package io.onsale.seat.inbox.r2dbc;

import io.onsale.seat.inbox.AppliedEvents;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The table that {@code Inbox} writes. */
final class R2dbcAppliedEvents implements AppliedEvents {
    private static final String FORGET = "delete from inbox where ctid = any(array("
            + "select ctid from inbox where applied_at < $1 order by applied_at limit $2))";

    private final DatabaseClient database;

    R2dbcAppliedEvents(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Integer> forgetSome(Instant before, int max) {
        return database.sql(FORGET)
                .bind(0, before.atOffset(ZoneOffset.UTC))
                .bind(1, max)
                .fetch()
                .rowsUpdated()
                .map(Math::toIntExact);
    }
}
