package io.onsale.ticket.staff.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.access.AccessTokenVerifier;
import io.onsale.kernel.access.Role;
import io.onsale.ticket.staff.Staff;
import io.onsale.ticket.store.Atomic;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcStaff implements Staff {
    /** The longest life of an access token of anybody, and a bit for clocks that differ. */
    private static final Duration TOKEN_LIFE = AccessTokenVerifier.STAFF_LIFE_MAX.plusMinutes(5);

    private static final int LOCKED_MAX = 10_000; // within two hours; about 1 MB in each node's memory

    private static final String IN_REACH =
            " role <> 'FAN' and (:employer = '' or (role = 'GATE' and employer = :employer)) ";
    private static final String SELECT =
            "select member_id, email, name, role, employer, created_at, ended_at from member where" + IN_REACH;
    private static final String LIST = SELECT + """
             and (:after = '' or (created_at, member_id) <
                  (select created_at, member_id from member where member_id = :after))
            order by created_at desc, member_id desc limit :limit
            """;
    private static final String FIND = SELECT + "and member_id = :id";
    private static final String END = """
            with ended as (
              update member set ended_at = statement_timestamp()
               where member_id = :id and ended_at is null and
            """ + IN_REACH + """
              returning member_id
            ), noted as (
              insert into member_audit (member_id, action, made_by, made_at)
              select member_id, 'ENDED', :by, statement_timestamp() from ended
            )
            select member_id from ended
            """;
    private static final String END_SESSIONS = "delete from session where member_id = :id";
    private static final String NOTE_ADDED = """
            insert into member_audit (member_id, action, made_by, made_at)
            values (:id, 'ADDED', :by, statement_timestamp())
            on conflict (member_id) where action = 'ADDED' do nothing
            """;
    private static final String LOCKED = """
            select member_id from member
             where greatest(ended_at, suspended_at) > statement_timestamp() - :lifeMs * interval '1 millisecond'
             order by greatest(ended_at, suspended_at) desc limit :limit
            """;

    private final DatabaseClient database;
    private final Atomic atomic;

    R2dbcStaff(DatabaseClient database, Atomic atomic) {
        this.database = database;
        this.atomic = atomic;
    }

    @Override
    public Flux<StaffAccount> list(Reach reach, @Nullable String after, int limit) {
        return database.sql(LIST)
                .bind("employer", employer(reach))
                .bind("after", Objects.requireNonNullElse(after, ""))
                .bind("limit", limit)
                .map(R2dbcStaff::account)
                .all();
    }

    @Override
    public Mono<StaffAccount> find(Reach reach, String memberId) {
        return database.sql(FIND)
                .bind("employer", employer(reach))
                .bind("id", memberId)
                .map(R2dbcStaff::account)
                .one();
    }

    /** The sessions are deleted in a second statement: it also sees one that began while the first one waited for the member's row. */
    @Override
    public Mono<Boolean> end(Reach reach, String memberId, String by) {
        return database.sql(END)
                .bind("employer", employer(reach))
                .bind("id", memberId)
                .bind("by", by)
                .map(row -> text(row, "member_id"))
                .one()
                .flatMap(ended ->
                        database.sql(END_SESSIONS).bind("id", ended).then().thenReturn(true))
                .defaultIfEmpty(false)
                .as(atomic::atomically);
    }

    @Override
    public Mono<Void> noteAdded(String memberId, String by) {
        return database.sql(NOTE_ADDED).bind("id", memberId).bind("by", by).then();
    }

    @Override
    public Flux<String> locked() {
        return database.sql(LOCKED)
                .bind("lifeMs", TOKEN_LIFE.toMillis())
                .bind("limit", LOCKED_MAX)
                .map(row -> text(row, "member_id"))
                .all();
    }

    /** Empty for all. */
    private static String employer(Reach reach) {
        return switch (reach) {
            case Reach.All all -> "";
            case Reach.GatesOf gates -> gates.sellerId();
        };
    }

    private static StaffAccount account(Readable row) {
        return new StaffAccount(
                text(row, "member_id"),
                text(row, "email"),
                text(row, "name"),
                Role.valueOf(text(row, "role")),
                findText(row, "employer"),
                time(row, "created_at"),
                findTime(row, "ended_at"));
    }
}
