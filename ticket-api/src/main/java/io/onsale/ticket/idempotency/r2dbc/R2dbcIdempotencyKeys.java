package io.onsale.ticket.idempotency.r2dbc;

import static io.onsale.service.r2dbc.Rows.bytes;
import static io.onsale.service.r2dbc.Rows.findInteger;
import static io.onsale.service.r2dbc.Rows.flag;
import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.ticket.idempotency.IdempotencyKeys;
import io.onsale.ticket.idempotency.KeptAnswer;
import io.onsale.ticket.idempotency.KeyedRequest;
import io.onsale.ticket.idempotency.Lease;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Keys in Postgres: the primary key decides which of many equal requests does the work. */
final class R2dbcIdempotencyKeys implements IdempotencyKeys {
    /** How long an answer is kept for repeats. */
    private static final Duration KEEP = Duration.ofHours(24);
    /** Longer than any request takes: an older lease was left by a crash, and a repeat takes it over. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final String LEASE_KEY = """
            insert into idempotency_key (owner, route, key, request_hash, subject, claim, lease_until, expires_at)
            values (:owner, :route, :key, :hash, :subject, :claim,
                    statement_timestamp() + :leaseMs * interval '1 millisecond',
                    statement_timestamp() + :keepMs * interval '1 millisecond')
            on conflict (owner, route, key) do update
              set request_hash = excluded.request_hash, subject = excluded.subject, claim = excluded.claim,
                  lease_until = excluded.lease_until, status = null, body = null, expires_at = excluded.expires_at
              where idempotency_key.expires_at <= statement_timestamp()
            """;
    private static final String FIND = """
            select request_hash, subject, lease_until > statement_timestamp() as is_in_flight, status, body from idempotency_key
            where owner = :owner and route = :route and key = :key
            """;
    private static final String TAKE_OVER = """
            update idempotency_key set claim = :claim, lease_until = statement_timestamp() + :leaseMs * interval '1 millisecond'
            where owner = :owner and route = :route and key = :key and status is null and lease_until <= statement_timestamp()
            """;
    private static final String KEEP_ANSWER = """
            update idempotency_key set status = :status, body = :body
            where owner = :owner and route = :route and key = :key and status is null
            """;
    private static final String RELEASE = """
            update idempotency_key set lease_until = statement_timestamp()
            where owner = :owner and route = :route and key = :key and status is null and claim = :claim
            """;
    private static final String FORGET = """
            delete from idempotency_key where (owner, route, key) in
              (select owner, route, key from idempotency_key where expires_at < statement_timestamp() limit :limit)
            """;

    private record Row(
            byte[] hash,
            String subject,
            boolean isInFlight,
            @Nullable KeptAnswer answer) {}

    private final DatabaseClient database;

    R2dbcIdempotencyKeys(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Lease> lease(KeyedRequest request, byte[] requestHash, String newSubject, String leaseId) {
        return of(request, LEASE_KEY)
                .bind("hash", requestHash)
                .bind("subject", newSubject)
                .bind("claim", leaseId)
                .bind("leaseMs", LEASE.toMillis())
                .bind("keepMs", KEEP.toMillis())
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1
                        ? Mono.just(new Lease.Granted(newSubject))
                        : find(request)
                                .flatMap(row -> leaseAgain(request, requestHash, row, leaseId))
                                .defaultIfEmpty(new Lease.InFlight())); // deleted between the two statements
    }

    private Mono<Lease> leaseAgain(KeyedRequest request, byte[] hash, Row row, String leaseId) {
        if (!Arrays.equals(hash, row.hash())) {
            return Mono.just(new Lease.KeyReused());
        }
        if (row.answer() != null) {
            return Mono.just(new Lease.Answered(row.answer()));
        }
        return row.isInFlight() ? Mono.just(new Lease.InFlight()) : takeOver(request, row, leaseId);
    }

    private Mono<Lease> takeOver(KeyedRequest request, Row row, String leaseId) {
        return of(request, TAKE_OVER)
                .bind("claim", leaseId)
                .bind("leaseMs", LEASE.toMillis())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1 ? new Lease.Granted(row.subject()) : new Lease.InFlight());
    }

    @Override
    public Mono<KeptAnswer> keep(KeyedRequest request, KeptAnswer answer) {
        return of(request, KEEP_ANSWER)
                .bind("status", answer.status())
                .bind("body", answer.body())
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1
                        ? Mono.just(answer)
                        : find(request).mapNotNull(Row::answer).defaultIfEmpty(answer)); // deleted after 24 hours
    }

    @Override
    public Mono<Void> release(KeyedRequest request, String leaseId) {
        return of(request, RELEASE).bind("claim", leaseId).then();
    }

    @Override
    public Mono<Integer> forgetExpired(int limit) {
        return database.sql(FORGET).bind("limit", limit).fetch().rowsUpdated().map(Long::intValue);
    }

    private Mono<Row> find(KeyedRequest request) {
        return of(request, FIND).map(R2dbcIdempotencyKeys::row).one();
    }

    private GenericExecuteSpec of(KeyedRequest request, String sql) {
        return database.sql(sql)
                .bind("owner", request.owner())
                .bind("route", request.route())
                .bind("key", request.key());
    }

    private static Row row(Readable row) {
        Integer status = findInteger(row, "status");
        byte[] body = row.get("body", byte[].class);
        return new Row(
                bytes(row, "request_hash"),
                text(row, "subject"),
                flag(row, "is_in_flight"),
                status == null || body == null ? null : new KeptAnswer(status, body));
    }
}
