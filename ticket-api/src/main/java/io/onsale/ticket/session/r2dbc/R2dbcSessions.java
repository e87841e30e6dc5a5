package io.onsale.ticket.session.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.flag;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.access.Role;
import io.onsale.kernel.hash.Sha256;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.member.Language;
import io.onsale.ticket.member.Member;
import io.onsale.ticket.session.Sessions;
import io.onsale.ticket.store.Atomic;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sessions, and their refresh tokens by their hashes: reading the tables does not allow signing in. A session ends when its row is deleted;
 * its tokens lead nowhere then, and are deleted when they expire.
 */
final class R2dbcSessions implements Sessions {
    private static final int TOKENS_MAX =
            200; // of one session, exchanged ones included; a page that is loaded renews once

    /** The member's row is locked, so that no session begins beside the end of all sessions. */
    private static final String BEGIN = """
            with live as (
              select member_id from member
               where member_id = :member and ended_at is null and suspended_at is null
                 and (:checked = '' or password_hash = :checked)
                 for share
            ), surplus as (
              delete from session where session_id in
                (select session_id from session where member_id = :member order by last_used_at desc
                 offset :max for update skip locked)
            ), begun as (
              insert into session (session_id, member_id, device, started_at, last_used_at, expires_at)
              select :session, member_id, :device, statement_timestamp(), statement_timestamp(),
                     statement_timestamp() + :ttlMs * interval '1 millisecond' from live
              returning session_id, expires_at
            )
            insert into refresh_token (token_hash, member_id, family, issued_at, expires_at)
            select :hash, :member, session_id, statement_timestamp(), expires_at from begun
            """;
    /** Only the session's row is locked: exchanges of one session wait for each other, and for its end. */
    private static final String LOCK = """
            select t.family, t.expires_at <= statement_timestamp() as is_expired,
                   coalesce(t.used_at < statement_timestamp() - :leewayMs * interval '1 millisecond', false) as is_used_up,
                   m.member_id, m.email, m.name, m.role, m.language, m.employer
              from refresh_token t
              join session s on s.session_id = t.family
              join member m on m.member_id = s.member_id and m.ended_at is null and m.suspended_at is null
             where t.token_hash = :hash
               for update of s
            """;

    private static final String NEXT = """
            with used as (
              update refresh_token set used_at = coalesce(used_at, statement_timestamp()) where token_hash = :old
            ), surplus as (
              delete from refresh_token where token_hash in
                (select token_hash from refresh_token where family = :session order by issued_at desc offset :max)
                 and token_hash <> :old
            ), seen as (
              update session
                 set last_used_at = statement_timestamp(),
                     expires_at = statement_timestamp() + :ttlMs * interval '1 millisecond'
               where session_id = :session
            )
            insert into refresh_token (token_hash, member_id, family, issued_at, expires_at)
            values (:hash, :member, :session, statement_timestamp(),
                    statement_timestamp() + :ttlMs * interval '1 millisecond')
            """;
    private static final String OF_MEMBER = """
            select session_id, started_at, last_used_at, device from session
             where member_id = :member and expires_at > statement_timestamp()
             order by last_used_at desc, session_id
            """;
    private static final String BY_TOKEN = "select family from refresh_token where token_hash = :hash";
    private static final String END = "delete from session where session_id = :session and member_id = :member";
    private static final String END_BY_TOKEN = "delete from session where session_id = (" + BY_TOKEN + ")";
    private static final String END_ALL = "delete from session where member_id = :member and session_id <> :kept";
    private static final String FORGET = """
            with gone as (
              delete from session where session_id in
                (select session_id from session where expires_at < statement_timestamp() limit :limit)
            )
            delete from refresh_token where token_hash in
              (select token_hash from refresh_token where expires_at < statement_timestamp() limit :limit)
            """;

    private record Row(Member member, String sessionId, boolean isExpired, boolean isUsedUp) {}

    private final DatabaseClient database;
    private final Atomic atomic;

    R2dbcSessions(DatabaseClient database, Atomic atomic) {
        this.database = database;
        this.atomic = atomic;
    }

    @Override
    public Mono<Continued> begin(Member member, String device, @Nullable String passwordHash) {
        return Mono.defer(() -> {
            Continued session = new Continued(member, OpaqueId.next(), OpaqueId.next());
            return database.sql(BEGIN)
                    .bind("member", member.memberId())
                    .bind("checked", Objects.requireNonNullElse(passwordHash, ""))
                    .bind("session", session.sessionId())
                    .bind("device", device)
                    .bind("hash", Sha256.of(session.refreshToken()))
                    .bind("max", PER_MEMBER_MAX - 1)
                    .bind("ttlMs", TTL.toMillis())
                    .fetch()
                    .rowsUpdated()
                    .filter(rows -> rows == 1)
                    .map(begun -> session);
        });
    }

    @Override
    public Mono<Continued> exchange(String refreshToken) {
        byte[] hash = Sha256.of(refreshToken);
        return database.sql(LOCK)
                .bind("hash", hash)
                .bind("leewayMs", LEEWAY.toMillis())
                .map(R2dbcSessions::row)
                .one()
                .flatMap(row -> next(row, hash))
                .as(atomic::atomically);
    }

    private Mono<Continued> next(Row row, byte[] hash) {
        if (row.isUsedUp()) {
            return end(row.member().memberId(), row.sessionId()).then(Mono.empty());
        }
        return row.isExpired()
                ? Mono.empty()
                : next(new Continued(row.member(), row.sessionId(), OpaqueId.next()), hash);
    }

    private Mono<Continued> next(Continued session, byte[] old) {
        return database.sql(NEXT)
                .bind("old", old)
                .bind("hash", Sha256.of(session.refreshToken()))
                .bind("member", session.member().memberId())
                .bind("session", session.sessionId())
                .bind("max", TOKENS_MAX - 1)
                .bind("ttlMs", TTL.toMillis())
                .then()
                .thenReturn(session);
    }

    @Override
    public Flux<OpenSession> of(String memberId) {
        return database.sql(OF_MEMBER)
                .bind("member", memberId)
                .map(row -> new OpenSession(
                        text(row, "session_id"),
                        time(row, "started_at"),
                        time(row, "last_used_at"),
                        text(row, "device")))
                .all();
    }

    @Override
    public Mono<String> find(String refreshToken) {
        return database.sql(BY_TOKEN)
                .bind("hash", Sha256.of(refreshToken))
                .map(row -> text(row, "family"))
                .one();
    }

    @Override
    public Mono<Boolean> end(String memberId, String sessionId) {
        return database.sql(END)
                .bind("session", sessionId)
                .bind("member", memberId)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Void> endByToken(String refreshToken) {
        return database.sql(END_BY_TOKEN).bind("hash", Sha256.of(refreshToken)).then();
    }

    @Override
    public Mono<Void> endAll(String memberId, @Nullable String kept) {
        return database.sql(END_ALL)
                .bind("member", memberId)
                .bind("kept", Objects.requireNonNullElse(kept, "")) // no session has an empty id
                .then();
    }

    @Override
    public Mono<Integer> forgetExpired(int limit) {
        return database.sql(FORGET).bind("limit", limit).fetch().rowsUpdated().map(Long::intValue);
    }

    private static Row row(Readable row) {
        Member member = new Member(
                text(row, "member_id"),
                new Email(text(row, "email")),
                text(row, "name"),
                Role.valueOf(text(row, "role")),
                Language.of(text(row, "language")),
                findText(row, "employer"));
        return new Row(member, text(row, "family"), flag(row, "is_expired"), flag(row, "is_used_up"));
    }
}
