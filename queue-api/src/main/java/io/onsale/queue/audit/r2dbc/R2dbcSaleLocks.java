package io.onsale.queue.audit.r2dbc;

import io.onsale.queue.audit.SaleLocks;
import io.onsale.service.r2dbc.Rows;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Advisory locks of Postgres, which end with their transaction, also if the node dies. */
final class R2dbcSaleLocks implements SaleLocks {
    private static final String TRY = "select pg_try_advisory_xact_lock(hashtextextended(:name, 0)) as locked";
    private static final String PREFIX = "onsale.queue.audit:"; // advisory locks are shared by the whole database

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    R2dbcSaleLocks(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public <T> Mono<T> runLocked(String name, Mono<T> work) {
        return database.sql(TRY)
                .bind("name", PREFIX + name)
                .map(row -> Rows.flag(row, "locked"))
                .one()
                .filter(locked -> locked)
                .flatMap(locked -> work)
                .as(transaction::transactional);
    }
}
