package io.onsale.queue.admission.r2dbc;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.Insiders;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.service.r2dbc.Rows;
import io.r2dbc.spi.Readable;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** One row per holder of a pass; {@link R2dbcAdmissionLog} deletes those whose stay has ended. */
final class R2dbcInsiders implements Insiders {
    private static final String ADD = """
            insert into insider (sale_id, fan_id, number, registration, epoch, joined_ms, since_ms, lease_end, pass_id, turn)
            values (:sale, :fan, :number, :registration, :epoch, :joined, :since, :end, :pass, :turn)
            on conflict (sale_id, fan_id) do update
            set number = excluded.number, registration = excluded.registration, epoch = excluded.epoch,
                joined_ms = excluded.joined_ms, since_ms = excluded.since_ms, pass_id = excluded.pass_id, turn = excluded.turn,
                lease_end = case when insider.pass_id = excluded.pass_id then greatest(insider.lease_end, excluded.lease_end)
                                 else excluded.lease_end end
            """;
    private static final String EXTEND = """
            update insider set lease_end = greatest(lease_end, :end) where sale_id = :sale and fan_id = :fan
            """;
    private static final String OF = "select * from insider where sale_id = :sale";

    private final DatabaseClient database;

    R2dbcInsiders(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(SaleId sale, FanId fan, Place admitted) {
        return database.sql(ADD)
                .bind("sale", sale.value())
                .bind("fan", fan.value())
                .bind("number", admitted.number())
                .bind("registration", admitted.registration())
                .bind("epoch", admitted.epoch())
                .bind("joined", admitted.joinedAtMs())
                .bind("since", admitted.sinceMs())
                .bind("end", admitted.deadline())
                .bind("pass", admitted.passId())
                .bind("turn", admitted.turn())
                .then();
    }

    @Override
    public Mono<Void> extend(SaleId sale, FanId fan, long leaseEnd) {
        return database.sql(EXTEND)
                .bind("sale", sale.value())
                .bind("fan", fan.value())
                .bind("end", leaseEnd)
                .then();
    }

    @Override
    public Mono<List<Insider>> of(SaleId sale) {
        return database.sql(OF)
                .bind("sale", sale.value())
                .map(R2dbcInsiders::insider)
                .all()
                .collectList();
    }

    private static Insider insider(Readable row) {
        Place place = new Place(
                PlaceState.ADMITTED,
                Rows.number(row, "number"),
                Rows.number(row, "registration"),
                Rows.number(row, "epoch"),
                Rows.number(row, "joined_ms"),
                Rows.number(row, "since_ms"),
                Rows.number(row, "lease_end"),
                Rows.text(row, "pass_id"),
                (int) Rows.number(row, "turn"));
        return new Insider(new FanId(Rows.text(row, "fan_id")), place);
    }
}
