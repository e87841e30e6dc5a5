package io.onsale.ticket.member.r2dbc;

import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.kernel.access.Role;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.member.Member;
import io.onsale.ticket.member.Members;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

final class R2dbcMembers implements Members {
    private static final String ADD = """
            insert into member (member_id, email, name, password_hash, role, created_at)
            values (:id, :email, :name, :hash, :role, :now) on conflict (email) do nothing
            """;
    private static final String BY_EMAIL =
            "select member_id, email, name, role, password_hash from member where email = :email";
    private static final String BY_ID = "select member_id, email, name, role from member where member_id = :id";

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
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1 ? Addition.ADDED : Addition.EMAIL_TAKEN);
    }

    @Override
    public Mono<StoredCredentials> findByEmail(Email email) {
        return database.sql(BY_EMAIL)
                .bind("email", email.value())
                .map(row -> new StoredCredentials(member(row), text(row, "password_hash")))
                .one();
    }

    @Override
    public Mono<Member> find(String memberId) {
        return database.sql(BY_ID)
                .bind("id", memberId)
                .map(R2dbcMembers::member)
                .one();
    }

    private static Member member(Readable row) {
        return new Member(
                text(row, "member_id"),
                new Email(text(row, "email")),
                text(row, "name"),
                Role.valueOf(text(row, "role")));
    }
}
