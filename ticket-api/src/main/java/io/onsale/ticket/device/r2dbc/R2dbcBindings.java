package io.onsale.ticket.device.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.code.DeviceKey;
import io.onsale.ticket.device.Bindings;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

final class R2dbcBindings implements Bindings {
    private static final String COLUMNS = """
            t.ticket_id, t.performance_id, p.starts_at, t.rebinds, t.generation, t.device_key, t.bound_at,
            case when t.state = 'ISSUED' and t.used_at is not null then 'USED' else t.state end as state
            """;
    private static final String LOCK = "select " + COLUMNS + """
            from ticket t join performance p on p.performance_id = t.performance_id
            where t.ticket_id = :id and t.fan_id = :fan for update of t
            """;
    private static final String BIND = """
            update ticket t set generation = t.generation + 1, bound_kind = case when :key = '' then 'PAPER' else 'DEVICE' end,
                   device_key = nullif(:key, ''), bound_at = statement_timestamp(),
                   rebinds = case when t.bound_kind is null then t.rebinds else t.rebinds + 1 end
            from performance p
            where t.ticket_id = :id and t.generation = :generation and p.performance_id = t.performance_id
            returning
            """ + COLUMNS;
    private static final String ALLOW = """
            with allowed as (update ticket set rebinds = 0 where ticket_id = :id returning ticket_id)
            insert into rebind_grant (ticket_id, manager_id, reason, granted_at)
            select ticket_id, :manager, :reason, statement_timestamp() from allowed
            """;

    private final DatabaseClient database;

    R2dbcBindings(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Bindable> lock(FanId fan, TicketId ticket) {
        return database.sql(LOCK)
                .bind("id", ticket.value())
                .bind("fan", fan.value())
                .map(R2dbcBindings::bindable)
                .one();
    }

    @Override
    public Mono<Bindable> bind(Bindable locked, @Nullable DeviceKey device) {
        return database.sql(BIND)
                .bind("id", locked.ticket().value())
                .bind("generation", locked.generation())
                .bind("key", device == null ? "" : device.value())
                .map(R2dbcBindings::bindable)
                .one()
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("not locked: " + locked.ticket())));
    }

    @Override
    public Mono<Boolean> allowRebinds(TicketId ticket, String managerId, String reason) {
        return database.sql(ALLOW)
                .bind("id", ticket.value())
                .bind("manager", managerId)
                .bind("reason", reason)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private static Bindable bindable(Readable row) {
        Instant boundAt = findTime(row, "bound_at");
        String key = findText(row, "device_key");
        return new Bindable(
                new TicketId(text(row, "ticket_id")),
                new PerformanceId(text(row, "performance_id")),
                time(row, "starts_at"),
                Ticket.State.valueOf(text(row, "state")),
                integer(row, "rebinds"),
                integer(row, "generation"),
                boundAt == null ? null : new Bound(key == null ? null : new DeviceKey(key), boundAt));
    }
}
