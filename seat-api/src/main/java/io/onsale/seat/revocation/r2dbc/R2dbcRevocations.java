package io.onsale.seat.revocation.r2dbc;

import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.seat.revocation.Revocation;
import io.onsale.seat.revocation.Revocations;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One row per fan, or for everybody, with the latest revocation. */
final class R2dbcRevocations implements Revocations {
    private static final String ADD = """
            insert into pass_revocation (sale_id, fan_id, places_before_ms, kept_until) values ($1, $2, $3, $4)
            on conflict (sale_id, fan_id) do update
               set places_before_ms = excluded.places_before_ms, kept_until = excluded.kept_until,
                   recorded_at = excluded.recorded_at
             where pass_revocation.places_before_ms < excluded.places_before_ms""";
    private static final String RECORDED_AFTER = """
            select sale_id, fan_id, places_before_ms, kept_until, recorded_at from pass_revocation
             where recorded_at > $1 and kept_until > $2""";
    private static final int REMOVED_MAX = 1_000; // rows in one short statement
    private static final String REMOVE_OVER = "delete from pass_revocation where ctid = any(array("
            + "select ctid from pass_revocation where kept_until <= $1 limit " + REMOVED_MAX + "))";
    private static final String EVERYBODY = "";

    private final DatabaseClient database;

    R2dbcRevocations(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(Revocation revocation) {
        FanId fan = revocation.fan();
        return database.sql(ADD)
                .bind(0, revocation.sale().value())
                .bind(1, fan == null ? EVERYBODY : fan.value())
                .bind(2, revocation.placesBeforeMs())
                .bind(3, utc(revocation.keptUntil()))
                .then();
    }

    @Override
    public Flux<Recorded> recordedAfter(Instant recordedAfter, Instant now) {
        return database.sql(RECORDED_AFTER)
                .bind(0, utc(recordedAfter))
                .bind(1, utc(now))
                .map(R2dbcRevocations::read)
                .all();
    }

    @Override
    public Mono<Void> removeOver(Instant now) {
        return database.sql(REMOVE_OVER).bind(0, utc(now)).then();
    }

    private static Recorded read(Readable row) {
        String fan = text(row, "fan_id");
        Revocation revocation = new Revocation(
                new SaleId(text(row, "sale_id")),
                fan.equals(EVERYBODY) ? null : new FanId(fan),
                number(row, "places_before_ms"),
                time(row, "kept_until"));
        return new Recorded(revocation, time(row, "recorded_at"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
