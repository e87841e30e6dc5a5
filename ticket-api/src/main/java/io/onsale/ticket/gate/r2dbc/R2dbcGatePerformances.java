package io.onsale.ticket.gate.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.texts;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.gate.EntryRules;
import io.onsale.ticket.gate.EntryRules.EntryGate;
import io.onsale.ticket.gate.GateCaller;
import io.onsale.ticket.gate.GatePerformance;
import io.onsale.ticket.gate.GatePerformances;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

final class R2dbcGatePerformances implements GatePerformances {
    private static final TypeReference<List<EntryGate>> GATES = new TypeReference<>() {};

    private static final String MAY_WORK = """
            (:role = 'MANAGER' or (:role = 'SELLER' and e.seller_id = :caller)
             or (:role = 'GATE' and exists (
                   select 1 from member w where w.member_id = :caller and w.role = 'GATE' and w.ended_at is null
                     and w.suspended_at is null and w.employer = e.seller_id)))
            """;
    private static final String RULES = """
            p.starts_at, p.starts_at - r.doors_before as doors_open_at, p.starts_at + r.last_after as last_entry_at, r.gates
            """;
    private static final String FROM = """
            from performance p join event e on e.event_id = p.event_id
            left join entry_rules r on r.performance_id = p.performance_id
            """;
    private static final String SELECT =
            "select p.performance_id, p.event_id, e.title, v.time_zone, " + RULES + """
            , (select array_agg(g.name order by g.position) from grade g where g.event_id = e.event_id) as grades,
            c.tickets, c.used
            """ + FROM + """
            join venue v on v.venue_id = e.venue_id
            cross join lateral (select count(*) as tickets, count(t.used_at) as used
                                from ticket t where t.performance_id = p.performance_id and t.state = 'ISSUED') c
            """;
    private static final String BETWEEN =
            SELECT + """
            where p.starts_at between :from and :until and
            """ + MAY_WORK + " order by p.starts_at, p.performance_id limit :limit";
    private static final String FIND = SELECT + " where p.performance_id = :id and " + MAY_WORK;
    private static final String FIND_RULES = "select " + RULES + FROM + " where p.performance_id = :id and " + MAY_WORK;
    private static final String SET = """
            insert into entry_rules (performance_id, doors_before, last_after, gates, changed_at, changed_by)
            select p.performance_id, p.starts_at - :doors, :last - p.starts_at, :gates, statement_timestamp(), :caller
            from performance p where p.performance_id = :id
            on conflict (performance_id) do update set doors_before = excluded.doors_before,
              last_after = excluded.last_after, gates = excluded.gates, changed_at = excluded.changed_at,
              changed_by = excluded.changed_by
            """;

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcGatePerformances(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Flux<GatePerformance> startingBetween(Instant from, Instant until, GateCaller caller, int limit) {
        return database.sql(BETWEEN)
                .bind("from", from)
                .bind("until", until)
                .bind("role", caller.role().name())
                .bind("caller", caller.memberId())
                .bind("limit", limit)
                .map(this::performance)
                .all();
    }

    @Override
    public Mono<GatePerformance> find(GateCaller caller, PerformanceId performance) {
        return database.sql(FIND)
                .bind("id", performance.value())
                .bind("role", caller.role().name())
                .bind("caller", caller.memberId())
                .map(this::performance)
                .one();
    }

    @Override
    public Mono<EntryRules> findRules(GateCaller caller, PerformanceId performance) {
        return database.sql(FIND_RULES)
                .bind("id", performance.value())
                .bind("role", caller.role().name())
                .bind("caller", caller.memberId())
                .map(this::rules)
                .one();
    }

    @Override
    public Mono<Void> setRules(GatePerformance performance, EntryRules rules, GateCaller by) {
        return database.sql(SET)
                .bind("id", performance.id().value())
                .bind("doors", rules.doorsOpenAt())
                .bind("last", rules.lastEntryAt())
                .bind("gates", json.writeValueAsString(rules.gates()))
                .bind("caller", by.memberId())
                .then();
    }

    private GatePerformance performance(Readable row) {
        return new GatePerformance(
                new PerformanceId(text(row, "performance_id")),
                new EventId(text(row, "event_id")),
                text(row, "title"),
                time(row, "starts_at"),
                text(row, "time_zone"),
                List.of(texts(row, "grades")),
                rules(row),
                number(row, "tickets"),
                number(row, "used"));
    }

    private EntryRules rules(Readable row) {
        EntryRules defaults = EntryRules.defaults(time(row, "starts_at"));
        Instant doorsOpenAt = findTime(row, "doors_open_at");
        if (doorsOpenAt == null) {
            return defaults;
        }
        Instant lastEntryAt = findTime(row, "last_entry_at");
        String gates = findText(row, "gates");
        return new EntryRules(
                doorsOpenAt,
                lastEntryAt == null ? defaults.lastEntryAt() : lastEntryAt,
                gates == null ? List.of() : json.readValue(gates, GATES));
    }
}
