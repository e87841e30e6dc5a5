package io.onsale.ticket.outbox.r2dbc;

import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.Topic;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.service.kafka.EventJson;
import io.onsale.service.kafka.EventPublisher.Outgoing;
import io.onsale.service.loop.WakeUpSignal;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.outbox.UnsentEvents;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Both ends of the outbox: written in the transaction of a change, read by {@link io.onsale.ticket.outbox.OutboxRelay}. */
final class R2dbcOutbox implements Outbox, UnsentEvents {
    private static final String ADD = """
            insert into outbox (event_id, topic, key, envelope, created_at)
            values (:eventId, :topic, :key, :envelope, :now)
            """;
    // the oldest per key: no node picks a row while an earlier one of its key is unsent
    private static final String LOCK_NEXT = """
            with heads as (
              select o.id, row_number() over (order by o.id) as n, sum(octet_length(o.envelope)) over (order by o.id) as bytes
              from outbox o
              where o.sent_at is null
                and not exists (
                  select 1 from outbox earlier
                  where earlier.sent_at is null and earlier.key = o.key and earlier.id < o.id)
              order by o.id
              limit :limit)
            select event_id, topic, key, envelope from outbox
            where id in (select id from heads where n = 1 or bytes <= :bytes) and sent_at is null
            order by id
            for update skip locked
            """;
    private static final long BATCH_BYTES_MAX = 16L * 1024 * 1024; // in memory: one large seating plan

    private static final String MARK_SENT =
            "update outbox set sent_at = statement_timestamp() where event_id = any(:ids)";
    private static final String REMOVE_SENT = """
            delete from outbox where id in (
              select id from outbox where sent_at < statement_timestamp() - :ageMs * interval '1 millisecond'
              order by sent_at limit :limit)
            """;

    private final DatabaseClient database;
    private final WakeUpSignal relay;
    private final Clock clock;

    R2dbcOutbox(DatabaseClient database, WakeUpSignal relay, Clock clock) {
        this.database = database;
        this.relay = relay;
        this.clock = clock;
    }

    @Override
    public Mono<Void> add(OnsaleEvent event) {
        EventEnvelope<OnsaleEvent> envelope = EventEnvelope.of(OpaqueId.next(), clock.instant(), event);
        return database.sql(ADD)
                .bind("eventId", envelope.id())
                .bind("topic", event.topic().name())
                .bind("key", event.orderingKey())
                .bind("envelope", EventJson.write(envelope))
                .bind("now", envelope.occurredAt())
                .then()
                .then(signalAfterCommit());
    }

    private Mono<Void> signalAfterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(relay::send);
                    }
                }))
                .then();
    }

    @Override
    public Flux<Outgoing> lockNext(int limit) {
        return database.sql(LOCK_NEXT)
                .bind("limit", limit)
                .bind("bytes", BATCH_BYTES_MAX)
                .map(R2dbcOutbox::outgoing)
                .all();
    }

    @Override
    public Mono<Void> markSent(List<String> eventIds) {
        return database.sql(MARK_SENT)
                .bind("ids", eventIds.toArray(String[]::new))
                .then();
    }

    @Override
    public Mono<Integer> removeSent(Duration age, int limit) {
        return database.sql(REMOVE_SENT)
                .bind("ageMs", age.toMillis())
                .bind("limit", limit)
                .fetch()
                .rowsUpdated()
                .map(Long::intValue);
    }

    private static Outgoing outgoing(Readable row) {
        return new Outgoing(
                text(row, "event_id"), Topic.valueOf(text(row, "topic")), text(row, "key"), text(row, "envelope"));
    }
}
