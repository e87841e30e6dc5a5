package io.onsale.seat.block.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.texts;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.block.Allotment;
import io.onsale.seat.block.SaleControls;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcSaleControls implements SaleControls {
    private static final String ADD = """
            insert into seat_control (performance_id, action, channel, release_at, seat_ids, reason, who)
            values ($1, $2, $3, $4, $5, $6, $7)""";
    private static final String LIST = """
            select control_id, action, channel, release_at, seat_ids, reason, who, at from seat_control
             where performance_id = $1 and control_id < $2 order by control_id desc limit $3""";

    private final DatabaseClient database;

    R2dbcSaleControls(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(NewControl control) {
        return database.sql(ADD)
                .bind(0, control.performance().value())
                .bind(1, control.action().name())
                .bind(2, OptionalParameter.text(control.allotment().channel()))
                .bind(3, OptionalParameter.time(control.allotment().releaseAt()))
                .bind(4, control.seats().stream().map(seat -> seat.value()).toArray(String[]::new))
                .bind(5, control.reason())
                .bind(6, control.who())
                .then();
    }

    @Override
    public Flux<SaleControl> list(PerformanceId performance, @Nullable Long before, int limit) {
        return database.sql(LIST)
                .bind(0, performance.value())
                .bind(1, before == null ? Long.MAX_VALUE : before)
                .bind(2, limit)
                .map(R2dbcSaleControls::read)
                .all();
    }

    private static SaleControl read(Readable row) {
        return new SaleControl(
                number(row, "control_id"),
                ControlAction.valueOf(text(row, "action")),
                new Allotment(findText(row, "channel"), findTime(row, "release_at")),
                List.of(texts(row, "seat_ids")),
                text(row, "reason"),
                text(row, "who"),
                time(row, "at"));
    }
}
