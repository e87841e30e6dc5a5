package io.onsale.queue.inbox.r2dbc;

import io.onsale.queue.inbox.AppliedEvents;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Deletes from the table that {@code Inbox} writes. */
final class R2dbcAppliedEvents implements AppliedEvents {
    private static final String DELETE = "delete from inbox where ctid = any(array("
            + "select ctid from inbox where applied_at < :before order by applied_at limit :max))";

    private final DatabaseClient database;

    R2dbcAppliedEvents(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Long> deleteSome(Instant before, int max) {
        return database.sql(DELETE)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("max", max)
                .fetch()
                .rowsUpdated();
    }
}
