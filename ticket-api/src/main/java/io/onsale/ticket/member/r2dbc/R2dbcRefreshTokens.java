package io.onsale.ticket.member.r2dbc;

import static io.onsale.service.r2dbc.Rows.flag;
import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.kernel.hash.Sha256;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.member.RefreshTokens;
import io.onsale.ticket.store.Atomic;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Refresh tokens by their hashes: reading the table does not allow signing in. */
final class R2dbcRefreshTokens implements RefreshTokens {
    private static final Duration TTL = Duration.ofDays(14);

    private static final String ADD = """
            insert into refresh_token (token_hash, member_id, family, expires_at) values (:hash, :member, :family, statement_timestamp() + :ttlMs * interval '1 millisecond')
            """;
    private static final String LOCK =
            "select member_id, family, expires_at <= statement_timestamp() as is_expired, used_at from refresh_token"
                    + " where token_hash = :hash for update";
    private static final String MARK_USED =
            "update refresh_token set used_at = statement_timestamp() where token_hash = :hash";
    private static final String END_FAMILY = "delete from refresh_token where family = :family";
    private static final String FORGET = """
            delete from refresh_token where token_hash in
              (select token_hash from refresh_token where expires_at < statement_timestamp() limit :limit)
            """;

    private record Row(String memberId, String family, boolean isExpired, boolean isUsed) {}

    private final DatabaseClient database;
    private final Atomic atomic;

    R2dbcRefreshTokens(DatabaseClient database, Atomic atomic) {
        this.database = database;
        this.atomic = atomic;
    }

    @Override
    public Mono<Issued> begin(String memberId) {
        return add(memberId, OpaqueId.next());
    }

    @Override
    public Mono<Issued> use(String refreshToken) {
        byte[] hash = Sha256.of(refreshToken);
        return database.sql(LOCK)
                .bind("hash", hash)
                .map(R2dbcRefreshTokens::row)
                .one()
                .flatMap(row -> next(row, hash))
                .as(atomic::atomically);
    }

    private Mono<Issued> next(Row row, byte[] hash) {
        if (row.isUsed()) {
            return database.sql(END_FAMILY).bind("family", row.family()).then().then(Mono.empty());
        }
        return row.isExpired()
                ? Mono.empty()
                : database.sql(MARK_USED).bind("hash", hash).then().then(add(row.memberId(), row.family()));
    }

    private Mono<Issued> add(String memberId, String family) {
        return Mono.defer(() -> {
            String token = OpaqueId.next();
            return database.sql(ADD)
                    .bind("hash", Sha256.of(token))
                    .bind("member", memberId)
                    .bind("family", family)
                    .bind("ttlMs", TTL.toMillis())
                    .then()
                    .thenReturn(new Issued(memberId, token));
        });
    }

    @Override
    public Mono<Integer> forgetExpired(int limit) {
        return database.sql(FORGET).bind("limit", limit).fetch().rowsUpdated().map(Long::intValue);
    }

    private static Row row(Readable row) {
        return new Row(
                text(row, "member_id"),
                text(row, "family"),
                flag(row, "is_expired"),
                row.get("used_at", Instant.class) != null);
    }
}
