package io.onsale.ticket.gate.r2dbc;

import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.gate.GateCounts;
import io.onsale.ticket.gate.GateCounts.OfGate;
import io.onsale.ticket.gate.GateTicket;
import io.onsale.ticket.gate.Scans;
import io.onsale.ticket.ticket.TicketId;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcScans implements Scans {
    private static final String LOCK_TICKET = "select " + GateRows.TICKET + """
            from ticket t left join member m on m.member_id = t.fan_id
            where t.performance_id = :performance and t.ticket_id = :ticket for update of t
            """;
    private static final String TICKET = "select " + GateRows.TICKET + """
            from ticket t left join member m on m.member_id = t.fan_id
            where t.performance_id = :performance and t.ticket_id = :ticket
            """;
    private static final String FIND =
            "select " + GateRows.SCAN + "from scan s where s.performance_id = :performance and s.scan_id = :scan";
    private static final String ADD = """
            insert into scan (performance_id, scan_id, ticket_id, gate, member_id, offline, manual, outcome, admitted,
                              scanned_at, received_at)
            values (:performance, :scan, :ticket, :gate, :member, :offline, :manual, :outcome, :admitted, :at,
                    statement_timestamp())
            """;
    private static final String SETTLE = """
            with first as (select s.scanned_at, s.gate from scan s
                           where s.ticket_id = :ticket and s.outcome in ('ACCEPTED', 'DUPLICATE') and s.admitted
                             and s.undone_at is null
                           order by s.scanned_at, s.scan_id limit 1)
            update ticket set used_at = (select scanned_at from first), used_gate = (select gate from first)
            where performance_id = :performance and ticket_id = :ticket
            """;
    private static final String UNDO = """
            update scan set undone_at = statement_timestamp(), undone_by = :member, undo_reason = :reason
            where performance_id = :performance and scan_id = :scan and undone_at is null
            """;
    private static final String ACCEPT_NEXT = """
            update scan set outcome = 'ACCEPTED'
            where performance_id = :performance and scan_id = (
              select d.scan_id from scan d
              where d.ticket_id = :ticket and d.outcome = 'DUPLICATE' and d.undone_at is null
              order by d.scanned_at, d.scan_id limit 1)
              and not exists (select 1 from scan a where a.ticket_id = :ticket and a.outcome = 'ACCEPTED' and a.undone_at is null)
            """;
    private static final String DUPLICATES = "select " + GateRows.TICKET + """
            from (select ticket_id, max(scanned_at) as latest from scan
                  where performance_id = :performance and outcome in ('ACCEPTED', 'DUPLICATE') and admitted and undone_at is null
                    and ticket_id in (select ticket_id from scan
                                      where performance_id = :performance and outcome = 'DUPLICATE' and undone_at is null)
                  group by ticket_id having count(*) > 1) d
            join ticket t on t.ticket_id = d.ticket_id left join member m on m.member_id = t.fan_id
            order by d.latest desc limit :limit
            """;
    private static final String SCANS_OF = "select " + GateRows.SCAN + """
            from scan s where s.ticket_id = :ticket and s.outcome in ('ACCEPTED', 'DUPLICATE') and s.admitted
              and s.undone_at is null
            order by s.scanned_at, s.scan_id
            """;
    private static final String WRONGLY_ADMITTED = "select " + GateRows.SCAN + """
            from scan s where s.performance_id = :performance and s.admitted and s.undone_at is null
              and s.outcome not in ('ACCEPTED', 'DUPLICATE')
            order by s.scanned_at desc limit :limit
            """;
    private static final String COUNT = """
            select t.admitted, t.expected, s.undone, s.refused, d.duplicates, statement_timestamp() as as_of
            from (select count(used_at) as admitted, count(*) as expected from ticket
                  where performance_id = :performance and state = 'ISSUED') t,
                 (select count(*) filter (where not admitted) as refused, count(undone_at) as undone
                  from scan where performance_id = :performance) s,
                 (select count(distinct ticket_id) as duplicates from scan
                  where performance_id = :performance and outcome = 'DUPLICATE' and undone_at is null) d
            """;
    private static final String COUNT_BY_GATE = """
            select gate, count(*) filter (where admitted and undone_at is null) as admitted,
                   count(*) filter (where not admitted) as refused, max(scanned_at) as last_at
            from scan where performance_id = :performance group by gate order by gate limit 200
            """;

    private final DatabaseClient database;

    R2dbcScans(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<GateTicket> lockTicket(PerformanceId performance, TicketId ticket) {
        return ticket(LOCK_TICKET, performance, ticket);
    }

    private Mono<GateTicket> ticket(String sql, PerformanceId performance, TicketId ticket) {
        return database.sql(sql)
                .bind("performance", performance.value())
                .bind("ticket", ticket.value())
                .map(GateRows::ticket)
                .one();
    }

    @Override
    public Mono<Recorded> find(PerformanceId performance, String scanId) {
        return database.sql(FIND)
                .bind("performance", performance.value())
                .bind("scan", scanId)
                .map(GateRows::scan)
                .one();
    }

    @Override
    public Mono<Void> add(PerformanceId performance, Recorded scan) {
        TicketId ticket = scan.ticket();
        return database.sql(ADD)
                .bind("performance", performance.value())
                .bind("scan", scan.id())
                .bind("ticket", ticket == null ? Parameters.in(R2dbcType.VARCHAR) : Parameters.in(ticket.value()))
                .bind("gate", scan.gate())
                .bind("member", scan.memberId())
                .bind("offline", scan.offline())
                .bind("manual", scan.manual())
                .bind("outcome", scan.outcome().name())
                .bind("admitted", scan.admitted())
                .bind("at", scan.scannedAt())
                .then()
                .onErrorMap(DuplicateKeyException.class, Conflict::new);
    }

    @Override
    public Mono<GateTicket> settleUse(PerformanceId performance, TicketId locked) {
        return database.sql(SETTLE)
                .bind("performance", performance.value())
                .bind("ticket", locked.value())
                .then()
                .then(Mono.defer(() -> ticket(TICKET, performance, locked)));
    }

    @Override
    public Mono<Void> undo(PerformanceId performance, Recorded scan, String memberId, String reason) {
        Mono<Void> undone = database.sql(UNDO)
                .bind("performance", performance.value())
                .bind("scan", scan.id())
                .bind("member", memberId)
                .bind("reason", reason)
                .then();
        TicketId ticket = scan.ticket();
        return ticket == null
                ? undone
                : undone.then(Mono.defer(() -> database.sql(ACCEPT_NEXT)
                        .bind("performance", performance.value())
                        .bind("ticket", ticket.value())
                        .then()));
    }

    @Override
    public Flux<Duplicate> duplicates(PerformanceId performance, int limit) {
        return database.sql(DUPLICATES)
                .bind("performance", performance.value())
                .bind("limit", limit)
                .map(GateRows::ticket)
                .all()
                .concatMap(ticket -> database.sql(SCANS_OF)
                        .bind("ticket", ticket.id().value())
                        .map(GateRows::scan)
                        .all()
                        .collectList()
                        .map(scans -> new Duplicate(ticket, scans)));
    }

    @Override
    public Flux<Recorded> wronglyAdmitted(PerformanceId performance, int limit) {
        return database.sql(WRONGLY_ADMITTED)
                .bind("performance", performance.value())
                .bind("limit", limit)
                .map(GateRows::scan)
                .all();
    }

    @Override
    public Mono<GateCounts> count(PerformanceId performance) {
        Mono<List<OfGate>> byGate = database.sql(COUNT_BY_GATE)
                .bind("performance", performance.value())
                .map(row -> new OfGate(
                        text(row, "gate"), number(row, "admitted"), number(row, "refused"), findTime(row, "last_at")))
                .all()
                .collectList();
        return byGate.flatMap(gates -> database.sql(COUNT)
                .bind("performance", performance.value())
                .map(row -> new GateCounts(
                        number(row, "admitted"),
                        number(row, "expected"),
                        number(row, "refused"),
                        number(row, "undone"),
                        number(row, "duplicates"),
                        gates,
                        time(row, "as_of")))
                .one());
    }
}
