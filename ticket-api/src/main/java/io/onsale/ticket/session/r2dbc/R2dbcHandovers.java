package io.onsale.ticket.session.r2dbc;

import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.hash.Sha256;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.session.Handovers;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Codes by their hashes, like refresh tokens. One row per member, so they need no tidying. */
final class R2dbcHandovers implements Handovers {
    private static final String ISSUE = """
            insert into handover (member_id, code_hash, expires_at)
            select member_id, :hash, statement_timestamp() + :ttlMs * interval '1 millisecond'
              from member where member_id = :member
            on conflict (member_id) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at
            returning expires_at
            """;
    private static final String REDEEM =
            "delete from handover where code_hash = :hash and expires_at > statement_timestamp() returning member_id";

    private final DatabaseClient database;

    R2dbcHandovers(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<HandoverCode> issue(String memberId) {
        return Mono.defer(() -> {
            String code = OpaqueId.next();
            return database.sql(ISSUE)
                    .bind("member", memberId)
                    .bind("hash", Sha256.of(code))
                    .bind("ttlMs", TTL.toMillis())
                    .map(row -> new HandoverCode(code, time(row, "expires_at")))
                    .one();
        });
    }

    @Override
    public Mono<String> redeem(String code) {
        return database.sql(REDEEM)
                .bind("hash", Sha256.of(code))
                .map(row -> text(row, "member_id"))
                .one();
    }
}
