package io.onsale.ticket.staff.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.ticket.staff.MemberAudit;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

final class R2dbcMemberAudit implements MemberAudit {
    private static final String ENTRIES = """
            select a.audit_id, a.action, a.reason, a.made_by, m.email, a.made_at
            from member_audit a left join member m on m.member_id = a.made_by
            where a.member_id = :member and a.audit_id < :before
            order by a.audit_id desc limit :limit
            """;

    private final DatabaseClient database;

    R2dbcMemberAudit(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<Entry> entries(String memberId, long before, int limit) {
        return database.sql(ENTRIES)
                .bind("member", memberId)
                .bind("before", before)
                .bind("limit", limit)
                .map(row -> new Entry(
                        number(row, "audit_id"),
                        Action.valueOf(text(row, "action")),
                        findText(row, "reason"),
                        text(row, "made_by"),
                        findText(row, "email"),
                        time(row, "made_at")))
                .all();
    }
}
