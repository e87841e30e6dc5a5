package io.onsale.ticket.booking.r2dbc;

import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.number;

import io.onsale.kernel.id.SaleId;
import io.onsale.ticket.booking.PausedSales;
import io.onsale.ticket.store.Atomic;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** One row per sale that was ever paused. Resuming a sale moves the deadlines of its bookings in the same transaction. */
final class R2dbcPausedSales implements PausedSales {
    private static final String START =
            "insert into sale_pause (sale_id, change_id) values (:sale, 0) on conflict (sale_id) do nothing";
    private static final String LOCK = "select change_id, paused_at from sale_pause where sale_id = :sale for update";
    private static final String PAUSE =
            "update sale_pause set change_id = :change, paused_at = coalesce(paused_at, :at) where sale_id = :sale";
    private static final String RESUME =
            "update sale_pause set change_id = :change, paused_at = null where sale_id = :sale";
    /** A booking placed during the pause gets only the rest of the pause back. */
    private static final String GIVE_BACK = """
            update booking
               set expires_at = expires_at + (cast(:at as timestamptz) - greatest(placed_at, cast(:pausedAt as timestamptz))),
                   check_after = expires_at + (cast(:at as timestamptz) - greatest(placed_at, cast(:pausedAt as timestamptz)))
             where sale_id = :sale and status = 'PENDING' and greatest(placed_at, cast(:pausedAt as timestamptz)) < :at
            """;

    private record Pause(long change, @Nullable Instant pausedAt) {}

    private final DatabaseClient database;
    private final Atomic atomic;

    R2dbcPausedSales(DatabaseClient database, Atomic atomic) {
        this.database = database;
        this.atomic = atomic;
    }

    @Override
    public Mono<Void> pause(SaleId sale, long change, Instant at) {
        return lock(sale)
                .filter(pause -> pause.change() < change)
                .flatMap(older -> database.sql(PAUSE)
                        .bind("sale", sale.value())
                        .bind("change", change)
                        .bind("at", at)
                        .then())
                .as(atomic::atomically);
    }

    @Override
    public Mono<Void> resume(SaleId sale, long change, Instant at) {
        return lock(sale)
                .filter(pause -> pause.change() < change)
                .flatMap(older -> giveBack(sale, older, at)
                        .then(database.sql(RESUME)
                                .bind("sale", sale.value())
                                .bind("change", change)
                                .then()))
                .as(atomic::atomically);
    }

    private Mono<Pause> lock(SaleId sale) {
        return database.sql(START)
                .bind("sale", sale.value())
                .then()
                .then(Mono.defer(() -> database.sql(LOCK)
                        .bind("sale", sale.value())
                        .map(R2dbcPausedSales::pause)
                        .one()));
    }

    private Mono<Void> giveBack(SaleId sale, Pause pause, Instant at) {
        Instant pausedAt = pause.pausedAt();
        return pausedAt == null
                ? Mono.empty()
                : database.sql(GIVE_BACK)
                        .bind("sale", sale.value())
                        .bind("pausedAt", pausedAt)
                        .bind("at", at)
                        .then();
    }

    private static Pause pause(Readable row) {
        return new Pause(number(row, "change_id"), findTime(row, "paused_at"));
    }
}
