package io.onsale.queue.audit.r2dbc;

import io.onsale.queue.audit.Turns;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** An advisory lock of Postgres, which ends with the transaction, whatever becomes of the node. */
final class R2dbcTurns implements Turns {
    private static final String TRY = "select pg_try_advisory_xact_lock(hashtextextended(:name, 0)) as mine";
    private static final String PREFIX = "onsale.queue.audit:"; // such locks are the whole database's

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    R2dbcTurns(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public <T> Mono<T> take(String name, Mono<T> work) {
        return tried(name).filter(mine -> mine).flatMap(mine -> work).as(transaction::transactional);
    }

    private Mono<Boolean> tried(String name) {
        return database.sql(TRY)
                .bind("name", PREFIX + name)
                .map(row -> Objects.requireNonNull(row.get("mine", Boolean.class)))
                .one();
    }
}
