package io.onsale.ticket.member.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.flag;
import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.kernel.access.Role;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.member.Language;
import io.onsale.ticket.member.Member;
import io.onsale.ticket.member.Members;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

final class R2dbcMembers implements Members {
    private static final String COLUMNS = "member_id, email, name, role, language, employer";
    private static final String ADD = """
            insert into member (member_id, email, name, password_hash, role, language, employer, created_at)
            values (:id, :email, :name, :hash, :role, :language, :employer, :now) on conflict (email) do nothing
            """;
    private static final String BY_EMAIL = "select " + COLUMNS
            + ", password_hash, suspended_at is not null as is_suspended from member where email = :email and ended_at is null";
    private static final String BY_ID = "select " + COLUMNS + " from member where member_id = :id";
    private static final String CHANGE = """
            update member set name = coalesce(:name, name), language = coalesce(:language, language)
             where member_id = :id returning """ + " " + COLUMNS;
    private static final String EMPLOY =
            "update member set employer = :seller where member_id = :gate and role = 'GATE' and employer is null";
    private static final String REPLACE_PASSWORD =
            "update member set password_hash = :new where member_id = :id and password_hash = :old";

    private final DatabaseClient database;
    private final Clock clock;

    R2dbcMembers(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Mono<Addition> add(Member member, String passwordHash) {
        return database.sql(ADD)
                .bind("id", member.memberId())
                .bind("email", member.email().value())
                .bind("name", member.name())
                .bind("hash", passwordHash)
                .bind("role", member.role().name())
                .bind("language", member.language().tag())
                .bind("employer", Parameters.in(R2dbcType.VARCHAR, member.employer()))
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1 ? Addition.ADDED : Addition.EMAIL_TAKEN);
    }

    @Override
    public Mono<StoredCredentials> findByEmail(Email email) {
        return database.sql(BY_EMAIL)
                .bind("email", email.value())
                .map(row -> new StoredCredentials(member(row), text(row, "password_hash"), flag(row, "is_suspended")))
                .one();
    }

    @Override
    public Mono<Member> find(String memberId) {
        return database.sql(BY_ID)
                .bind("id", memberId)
                .map(R2dbcMembers::member)
                .one();
    }

    @Override
    public Mono<Void> employ(String gateId, String sellerId) {
        return database.sql(EMPLOY)
                .bind("gate", gateId)
                .bind("seller", sellerId)
                .then();
    }

    @Override
    public Mono<Member> change(String memberId, @Nullable String name, @Nullable Language language) {
        return database.sql(CHANGE)
                .bind("id", memberId)
                .bind("name", Parameters.in(R2dbcType.VARCHAR, name))
                .bind("language", Parameters.in(R2dbcType.VARCHAR, language == null ? null : language.tag()))
                .map(R2dbcMembers::member)
                .one();
    }

    @Override
    public Mono<Boolean> replacePassword(String memberId, String oldHash, String newHash) {
        return database.sql(REPLACE_PASSWORD)
                .bind("id", memberId)
                .bind("old", oldHash)
                .bind("new", newHash)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static Member member(Readable row) {
        return new Member(
                text(row, "member_id"),
                new Email(text(row, "email")),
                text(row, "name"),
                Role.valueOf(text(row, "role")),
                Language.of(text(row, "language")),
                findText(row, "employer"));
    }
}
