package io.onsale.seat.seat.r2dbc;

import static io.onsale.service.r2dbc.Rows.text;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.seat.SeatSlots;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The sale is in the performance's row. */
final class R2dbcSeatSlots implements SeatSlots {
    private static final int REMEMBERED_MAX = 10_000; // performances, about 1 KB each
    private static final String SALE = "select sale_id from performance where performance_id = $1";

    private final DatabaseClient database;
    private final Cache<PerformanceId, SeatKeys> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    R2dbcSeatSlots(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<SeatKeys> findKeys(PerformanceId performance) {
        return Mono.defer(() -> {
            SeatKeys keys = known.getIfPresent(performance);
            return keys == null ? read(performance) : Mono.just(keys);
        });
    }

    private Mono<SeatKeys> read(PerformanceId performance) {
        return database.sql(SALE)
                .bind(0, performance.value())
                .map(row -> SeatKeys.of(new SaleId(text(row, "sale_id")), performance))
                .one()
                .doOnNext(keys -> known.put(performance, keys));
    }
}
