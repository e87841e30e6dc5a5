package io.onsale.queue.audit.r2dbc;

import io.onsale.kernel.event.OnsaleEvent.LineEvent;
import io.onsale.kernel.event.OnsaleEvent.LineMoved;
import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.audit.Told;
import io.onsale.queue.audit.Untold;
import io.onsale.queue.sale.SoldOut;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The copied log and the operators' audit, each behind a cursor. Rows of a sale become visible in their order: those of the log are
 * written by one node at a time, a command has the sale's row locked.
 */
final class R2dbcUntold implements Untold {
    private static final String CLOSED = "closed"; // SaleControl's command
    // as the index has them
    private static final String MS_OF_ROW = "split_part(l.entry_id, '-', 1)::bigint";
    private static final String SEQ_OF_ROW = "split_part(l.entry_id, '-', 2)::bigint";

    // Asks for the newest row, which is one step in the index. Postgres would look for any row behind the cursor by
    // reading the table,
    // expecting to find one soon; mostly there is none.
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

    // the cursor is a scalar: so Postgres enters the index at it, instead of walking through what was told long ago
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

    R2dbcUntold(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<SaleId> waiting(Collection<SaleId> sales) {
        return database.sql(WAITING)
                .bind("sales", sales.stream().map(SaleId::value).toArray(String[]::new))
                .map(row -> new SaleId(get(row, "sale_id", String.class)))
                .all();
    }

    @Override
    public Mono<List<Told>> next(SaleId sale) {
        return Flux.concat(
                        rows(CHANGES, sale).map(R2dbcUntold::change).all(),
                        rows(MOVES, sale).map(R2dbcUntold::move).all())
                .collectList(); // bounded by the limits
    }

    private DatabaseClient.GenericExecuteSpec rows(String sql, SaleId sale) {
        return database.sql(sql).bind("sale", sale.value()).bind("limit", BATCH_MAX);
    }

    private static Told change(Readable row) {
        long changeId = get(row, "audit_id", Long.class);
        String who = get(row, "who", String.class);
        String reason = get(row, "reason", String.class);
        String command = get(row, "command", String.class);
        SaleChanged change = new SaleChanged(
                get(row, "sale_id", String.class),
                changeId,
                who,
                command,
                reason,
                command.equals(CLOSED) && !SoldOut.is(who, reason),
                at(row));
        return new Told(change.saleId() + ":change:" + changeId, change);
    }

    private static Told move(Readable row) {
        LineMoved move = new LineMoved(
                get(row, "sale_id", String.class),
                get(row, "entry_id", String.class),
                get(row, "kind", String.class),
                get(row, "fan_id", String.class),
                get(row, "number", Long.class),
                get(row, "registration", Long.class),
                get(row, "value", Long.class),
                get(row, "reason", String.class),
                at(row));
        return new Told(move.saleId() + ":" + move.entryId(), move);
    }

    @Override
    public Mono<Void> moveOn(SaleId sale, List<Told> told) {
        return last(told, LineMoved.class)
                .map(move -> moveOnBehind(sale, move))
                .orElse(Mono.empty())
                .then(last(told, SaleChanged.class)
                        .map(change -> moveOnBehind(sale, change))
                        .orElse(Mono.empty()));
    }

    private static <T extends LineEvent> Optional<T> last(List<Told> told, Class<T> sort) {
        return told.reversed().stream()
                .map(Told::event)
                .filter(sort::isInstance)
                .map(sort::cast)
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

    private static Instant at(Readable row) {
        return get(row, "at", OffsetDateTime.class).toInstant();
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type));
    }
}
