package io.onsale.queue.audit.r2dbc;

import io.onsale.kernel.event.OnsaleEvent.LineEvent;
import io.onsale.kernel.event.OnsaleEvent.LineMoved;
import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.audit.AuditEvent;
import io.onsale.queue.audit.UnpublishedAudit;
import io.onsale.queue.sale.SoldOut;
import io.onsale.service.r2dbc.Rows;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rows of the copied admission log and of the operators' audit that are behind each sale's cursors. The rows of a sale become visible in
 * their order: the log is written by one node at a time, and a command locks the sale's row.
 */
final class R2dbcUnpublishedAudit implements UnpublishedAudit {
    private static final String CLOSED = "closed"; // SaleControl's command
    // the expressions of the index admission_log_in_order
    private static final String MS_OF_ROW = "split_part(l.entry_id, '-', 1)::bigint";
    private static final String SEQ_OF_ROW = "split_part(l.entry_id, '-', 2)::bigint";

    // Reads the newest row, which is one step in the index. To find any row behind the cursor Postgres would scan the
    // table and expect a match soon, but mostly there is none.
    static final String WAITING =
            """
            select s.sale_id
              from unnest(:sales) as s (sale_id)
                   left join audit_cursor c using (sale_id)
                   left join lateral (select %1$s from admission_log l where l.sale_id = s.sale_id
                                       order by %2$s limit 1) as newest (ms, seq) on true
             where (newest.ms, newest.seq) > (coalesce(c.entry_ms, 0), coalesce(c.entry_seq, 0))
                or exists (select from sale_audit a where a.sale_id = s.sale_id
                              and a.audit_id > coalesce(c.change_id, 0))
            """.formatted(MS_OF_ROW + ", " + SEQ_OF_ROW, MS_OF_ROW + " desc, " + SEQ_OF_ROW + " desc");

    // The cursor is a scalar, so that Postgres enters the index there and does not read rows that were published long
    // ago.
    static final String MOVES = """
            select l.* from admission_log l
             where l.sale_id = :sale
               and (%1$s) > (coalesce((select entry_ms from audit_cursor where sale_id = :sale), 0),
                             coalesce((select entry_seq from audit_cursor where sale_id = :sale), 0))
             order by %1$s limit :limit
            """.formatted(MS_OF_ROW + ", " + SEQ_OF_ROW);
    private static final String CHANGES = """
            select a.* from sale_audit a
             where a.sale_id = :sale
               and a.audit_id > coalesce((select change_id from audit_cursor where sale_id = :sale), 0)
             order by a.audit_id limit :limit
            """;
    private static final String MOVE_ON_IN_LOG = """
            insert into audit_cursor (sale_id, entry_ms, entry_seq) values (:sale, :ms, :seq)
            on conflict (sale_id) do update set entry_ms = excluded.entry_ms, entry_seq = excluded.entry_seq
            """;
    private static final String MOVE_ON_IN_CHANGES = """
            insert into audit_cursor (sale_id, change_id) values (:sale, :change)
            on conflict (sale_id) do update set change_id = excluded.change_id
            """;

    private final DatabaseClient database;

    R2dbcUnpublishedAudit(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<SaleId> waiting(Collection<SaleId> sales) {
        return database.sql(WAITING)
                .bind("sales", sales.stream().map(SaleId::value).toArray(String[]::new))
                .map(row -> new SaleId(Rows.text(row, "sale_id")))
                .all();
    }

    @Override
    public Mono<List<AuditEvent>> next(SaleId sale) {
        return Flux.concat(
                        rows(CHANGES, sale).map(R2dbcUnpublishedAudit::change).all(),
                        rows(MOVES, sale).map(R2dbcUnpublishedAudit::move).all())
                .collectList(); // bounded by the limits
    }

    private DatabaseClient.GenericExecuteSpec rows(String sql, SaleId sale) {
        return database.sql(sql).bind("sale", sale.value()).bind("limit", BATCH_MAX);
    }

    private static AuditEvent change(Readable row) {
        long changeId = Rows.number(row, "audit_id");
        String who = Rows.text(row, "who");
        String reason = Rows.text(row, "reason");
        String command = Rows.text(row, "command");
        SaleChanged change = new SaleChanged(
                Rows.text(row, "sale_id"),
                changeId,
                who,
                command,
                reason,
                command.equals(CLOSED) && !SoldOut.is(who, reason),
                Rows.time(row, "at"));
        return new AuditEvent(change.saleId() + ":change:" + changeId, change);
    }

    private static AuditEvent move(Readable row) {
        LineMoved move = new LineMoved(
                Rows.text(row, "sale_id"),
                Rows.text(row, "entry_id"),
                Rows.text(row, "kind"),
                Rows.text(row, "fan_id"),
                Rows.number(row, "number"),
                Rows.number(row, "registration"),
                Rows.number(row, "value"),
                Rows.text(row, "reason"),
                Rows.time(row, "at"));
        return new AuditEvent(move.saleId() + ":" + move.entryId(), move);
    }

    @Override
    public Mono<Void> moveOn(SaleId sale, List<AuditEvent> published) {
        return last(published, LineMoved.class)
                .map(move -> moveOnBehind(sale, move))
                .orElse(Mono.empty())
                .then(last(published, SaleChanged.class)
                        .map(change -> moveOnBehind(sale, change))
                        .orElse(Mono.empty()));
    }

    private static <T extends LineEvent> Optional<T> last(List<AuditEvent> events, Class<T> kind) {
        return events.reversed().stream()
                .map(AuditEvent::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    private Mono<Void> moveOnBehind(SaleId sale, LineMoved move) {
        int dash = move.entryId().indexOf('-');
        return database.sql(MOVE_ON_IN_LOG)
                .bind("sale", sale.value())
                .bind("ms", Long.parseLong(move.entryId().substring(0, dash)))
                .bind("seq", Long.parseLong(move.entryId().substring(dash + 1)))
                .then();
    }

    private Mono<Void> moveOnBehind(SaleId sale, SaleChanged change) {
        return database.sql(MOVE_ON_IN_CHANGES)
                .bind("sale", sale.value())
                .bind("change", change.changeId())
                .then();
    }
}
