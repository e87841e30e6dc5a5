package io.onsale.service.inbox;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Records which events a consumer has applied. The row and the effect commit together, so that an effect happens once however often its
 * event is delivered. Each service has the table in its own schema: {@code inbox(consumer, event_id, applied_at, primary key (consumer,
 * event_id))}, with an index on {@code applied_at}.
 */
public final class Inbox {
    private static final String REMEMBER =
            "insert into inbox (consumer, event_id, applied_at) values (:consumer, :event, :now) on conflict do nothing";

    private static final String SEEN =
            "select exists (select 1 from inbox where consumer = :consumer and event_id = :event)";

    private static final String FORGET = """
            delete from inbox where ctid = any(array(
                select ctid from inbox where applied_at < :before order by applied_at limit :max))""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Clock clock;

    public Inbox(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Runs {@code effect} in one transaction with the row, unless this consumer has applied the event before. */
    public Mono<Void> once(String consumer, String eventId, Mono<Void> effect) {
        return remember(consumer, eventId)
                .flatMap(isNew -> isNew ? effect : Mono.empty())
                .as(transaction::transactional);
    }

    /**
     * Runs {@code effect}, which must be safe to repeat, unless this consumer has applied the event before; then adds the row. For effects
     * outside of Postgres: no connection is held meanwhile, and a crash between the two steps repeats the effect.
     */
    public Mono<Void> onceOrAgain(String consumer, String eventId, Mono<Void> effect) {
        return isSeen(consumer, eventId)
                .flatMap(isSeen -> isSeen
                        ? Mono.<Void>empty()
                        : effect.then(remember(consumer, eventId).then()));
    }

    /** Forgets the oldest events that were applied before {@code before}, at most {@code max}, and says how many. */
    Mono<Long> forgetSome(Instant before, int max) {
        return database.sql(FORGET)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("max", max)
                .fetch()
                .rowsUpdated();
    }

    private Mono<Boolean> isSeen(String consumer, String eventId) {
        return database.sql(SEEN)
                .bind("consumer", consumer)
                .bind("event", eventId)
                .mapValue(Boolean.class)
                .one();
    }

    private Mono<Boolean> remember(String consumer, String eventId) {
        return database.sql(REMEMBER)
                .bind("consumer", consumer)
                .bind("event", eventId)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }
}
