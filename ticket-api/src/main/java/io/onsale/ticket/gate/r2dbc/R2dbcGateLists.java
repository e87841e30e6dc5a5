package io.onsale.ticket.gate.r2dbc;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.gate.GateLists;
import io.onsale.ticket.gate.GateTicket;
import io.onsale.ticket.ticket.TicketId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcGateLists implements GateLists {
    // all transactions below xmin have ended: their changes are visible to what is read next
    private static final String VERSION = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
    private static final String PAGE = "select " + GateRows.TICKET + """
            from ticket t left join member m on m.member_id = t.fan_id
            where t.performance_id = :performance and t.ticket_id > :after and t.change >= :since
            order by t.ticket_id limit :limit
            """;
    private static final String SEARCH = "select " + GateRows.TICKET + """
            from ticket t left join member m on m.member_id = t.fan_id
            where t.performance_id = :performance
              and (t.label ilike :part or m.name ilike :part or t.booking_id like :prefix or t.ticket_id like :prefix)
            order by t.label, t.ticket_id limit :limit
            """;

    private final DatabaseClient database;

    R2dbcGateLists(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Long> version() {
        return database.sql(VERSION).mapValue(Long.class).one();
    }

    @Override
    public Flux<GateTicket> page(PerformanceId performance, @Nullable TicketId after, long since, int limit) {
        return database.sql(PAGE)
                .bind("performance", performance.value())
                .bind("after", after == null ? "" : after.value())
                .bind("since", since)
                .bind("limit", limit)
                .map(GateRows::ticket)
                .all();
    }

    @Override
    public Flux<GateTicket> search(PerformanceId performance, String text, int limit) {
        String literal = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return database.sql(SEARCH)
                .bind("performance", performance.value())
                .bind("part", "%" + literal + "%")
                .bind("prefix", literal.toLowerCase(Locale.ROOT) + "%")
                .bind("limit", limit)
                .map(GateRows::ticket)
                .all();
    }
}
