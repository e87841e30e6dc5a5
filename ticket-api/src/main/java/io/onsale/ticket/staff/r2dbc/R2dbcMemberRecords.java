package io.onsale.ticket.staff.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.access.Role;
import io.onsale.ticket.staff.MemberRecords;
import io.onsale.ticket.store.Atomic;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcMemberRecords implements MemberRecords {
    private static final String SELECT = "select member_id, email, name, role, employer, created_at, suspended_at,"
            + " suspended_reason, ended_at from member ";
    /** What begins with a text is a range in the order of code points, which the indexes have. */
    private static final String SEARCH = SELECT + """
            where (:role = '' or role = :role)
              and (:text = ''
                   or (email collate "C" >= :text and email collate "C" < :text || U&'\\+10FFFF')
                   or (lower(name) collate "C" >= :text and lower(name) collate "C" < :text || U&'\\+10FFFF'))
              and (:after = '' or (email <> :text, email collate "C") >
                   (select m.email <> :text, m.email collate "C" from member m where m.member_id = :after))
            order by email <> :text, email collate "C" limit :limit
            """;

    private static final String FIND = SELECT + "where member_id = :id";
    private static final String SUSPEND = """
            with changed as (
              update member set suspended_at = statement_timestamp(), suspended_reason = :reason
               where member_id = :id and suspended_at is null and ended_at is null returning member_id
            ), noted as (
              insert into member_audit (member_id, action, reason, made_by, made_at)
              select member_id, 'SUSPENDED', :reason, :by, statement_timestamp() from changed
            )
            select member_id from changed
            """;
    private static final String RESTORE = """
            with changed as (
              update member set suspended_at = null, suspended_reason = null
               where member_id = :id and suspended_at is not null and ended_at is null returning member_id
            ), noted as (
              insert into member_audit (member_id, action, reason, made_by, made_at)
              select member_id, 'RESTORED', :reason, :by, statement_timestamp() from changed
            )
            select member_id from changed
            """;
    private static final String END_SESSIONS = "delete from session where member_id = :id";

    private final DatabaseClient database;
    private final Atomic atomic;

    R2dbcMemberRecords(DatabaseClient database, Atomic atomic) {
        this.database = database;
        this.atomic = atomic;
    }

    @Override
    public Flux<MemberRecord> search(String text, @Nullable Role role, @Nullable String after, int limit) {
        return database.sql(SEARCH)
                .bind("text", text)
                .bind("role", role == null ? "" : role.name())
                .bind("after", Objects.requireNonNullElse(after, ""))
                .bind("limit", limit)
                .map(R2dbcMemberRecords::account)
                .all();
    }

    @Override
    public Mono<MemberRecord> find(String memberId) {
        return database.sql(FIND)
                .bind("id", memberId)
                .map(R2dbcMemberRecords::account)
                .one();
    }

    /** The sessions are deleted in a second statement: it also sees one that began while the first one waited for the member's row. */
    @Override
    public Mono<Boolean> suspend(String memberId, String reason, String by) {
        return change(SUSPEND, memberId, reason, by)
                .flatMap(changed -> changed
                        ? database.sql(END_SESSIONS).bind("id", memberId).then().thenReturn(true)
                        : Mono.just(false))
                .as(atomic::atomically);
    }

    @Override
    public Mono<Boolean> restore(String memberId, String reason, String by) {
        return change(RESTORE, memberId, reason, by);
    }

    private Mono<Boolean> change(String sql, String memberId, String reason, String by) {
        return database.sql(sql)
                .bind("id", memberId)
                .bind("reason", reason)
                .bind("by", by)
                .map(row -> text(row, "member_id"))
                .one()
                .hasElement();
    }

    private static MemberRecord account(Readable row) {
        return new MemberRecord(
                text(row, "member_id"),
                text(row, "email"),
                text(row, "name"),
                Role.valueOf(text(row, "role")),
                findText(row, "employer"),
                time(row, "created_at"),
                findTime(row, "suspended_at"),
                findText(row, "suspended_reason"),
                findTime(row, "ended_at"));
    }
}
