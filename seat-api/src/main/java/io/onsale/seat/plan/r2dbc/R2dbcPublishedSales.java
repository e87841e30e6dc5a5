package io.onsale.seat.plan.r2dbc;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.seat.plan.PlanDocument;
import io.onsale.seat.plan.PublishedSales;
import io.onsale.service.inbox.Inbox;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One row for the plan, one per performance. */
final class R2dbcPublishedSales implements PublishedSales {
    private static final String CONSUMER = "catalogue";
    private static final String PLAN = """
            insert into plan (plan_id, document, seat_count, created_at) values ($1, $2, $3, $4) on conflict do nothing""";
    private static final String PERFORMANCES = """
            insert into performance
                (performance_id, sale_id, event_id, plan_id, starts_at, max_seats_per_fan, created_at,
                 visible_from, seller_id)
            select performance_id, $3, $4, $5, starts_at, $6, $7, $8, $9
              from unnest($1::text[], $2::timestamptz[]) as published(performance_id, starts_at)
            on conflict do nothing""";

    private final DatabaseClient database;
    private final Inbox inbox;
    private final Clock clock;

    R2dbcPublishedSales(DatabaseClient database, Inbox inbox, Clock clock) {
        this.database = database;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Override
    public Mono<Void> store(EventEnvelope<SalePublished> event) {
        SalePublished sale = event.data();
        return Mono.fromCallable(() -> PlanDocument.of(sale))
                .subscribeOn(Schedulers.parallel()) // hashing and compressing a plan takes tens of ms
                .zipWhen(document -> Mono.fromCallable(document::toGzip))
                .flatMap(plan -> inbox.once(CONSUMER, event.id(), insert(sale, plan.getT1(), plan.getT2())));
    }

    private Mono<Void> insert(SalePublished sale, PlanDocument plan, byte[] gzip) {
        return insertPlan(plan, gzip).then(insertPerformances(sale, plan));
    }

    private Mono<Void> insertPlan(PlanDocument plan, byte[] gzip) {
        return database.sql(PLAN)
                .bind(0, plan.version())
                .bind(1, gzip)
                .bind(2, plan.seatCount())
                .bind(3, now())
                .then();
    }

    private Mono<Void> insertPerformances(SalePublished sale, PlanDocument plan) {
        return database.sql(PERFORMANCES)
                .bind(0, column(sale, String[]::new, OnsaleEvent.Performance::performanceId))
                .bind(
                        1,
                        column(
                                sale,
                                OffsetDateTime[]::new,
                                performance -> performance.startsAt().atOffset(ZoneOffset.UTC)))
                .bind(2, sale.saleId())
                .bind(3, sale.eventId())
                .bind(4, plan.version())
                .bind(5, sale.sale().maxSeatsPerFan())
                .bind(6, now())
                .bind(7, Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, utc(sale.visibleFrom())))
                .bind(8, Parameters.in(R2dbcType.VARCHAR, sale.sellerId()))
                .then();
    }

    private static <T> T[] column(
            SalePublished sale, IntFunction<T[]> array, Function<OnsaleEvent.Performance, T> field) {
        List<OnsaleEvent.Performance> performances = sale.performances();
        return performances.stream().map(field).toArray(array);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
