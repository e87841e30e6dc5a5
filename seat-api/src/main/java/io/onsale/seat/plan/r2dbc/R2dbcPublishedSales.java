package io.onsale.seat.plan.r2dbc;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SaleRevised;
import io.onsale.kernel.event.SaleRevised.RevisedPerformance;
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
import org.springframework.transaction.reactive.TransactionalOperator;
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

    /** New performances get the plan of the others; no row if there are none. */
    private static final String ADD_REVISED = """
            insert into performance
                (performance_id, sale_id, event_id, plan_id, starts_at, max_seats_per_fan, created_at, visible_from, seller_id)
            select revised.performance_id, known.sale_id, known.event_id, known.plan_id, revised.starts_at, $4, $5, $6, $7
              from unnest($1::text[], $2::timestamptz[]) as revised(performance_id, starts_at),
                   (select sale_id, event_id, plan_id from performance where sale_id = $3 order by performance_id limit 1) as known
            on conflict (performance_id) do nothing""";

    private static final String REVISE = """
            update performance p
               set starts_at = revised.starts_at, is_cancelled = p.is_cancelled or revised.is_cancelled, max_seats_per_fan = $4,
                   visible_from = $5, revision = $6, revised_at = clock_timestamp()
              from unnest($1::text[], $2::timestamptz[], $7::boolean[]) as revised(performance_id, starts_at, is_cancelled)
             where p.performance_id = revised.performance_id and p.sale_id = $3 and p.revision < $6""";
    private static final String IS_KNOWN = "select exists (select from performance where sale_id = $1)";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Inbox inbox;
    private final Clock clock;

    R2dbcPublishedSales(DatabaseClient database, TransactionalOperator transaction, Inbox inbox, Clock clock) {
        this.database = database;
        this.transaction = transaction;
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

    @Override
    public Mono<Void> revise(SaleRevised sale) {
        return database.sql(IS_KNOWN)
                .bind(0, sale.saleId())
                .mapValue(Boolean.class)
                .one()
                .flatMap(isKnown -> isKnown
                        ? addRevised(sale).then(reviseAll(sale))
                        : Mono.<Void>error(new IllegalStateException("a revision of an unknown sale " + sale.saleId())))
                .as(transaction::transactional);
    }

    private Mono<Void> addRevised(SaleRevised sale) {
        return database.sql(ADD_REVISED)
                .bind(0, revised(sale, String[]::new, RevisedPerformance::performanceId))
                .bind(1, starts(sale))
                .bind(2, sale.saleId())
                .bind(3, sale.sale().maxSeatsPerFan())
                .bind(4, now())
                .bind(5, sale.visibleFrom().atOffset(ZoneOffset.UTC))
                .bind(6, sale.sellerId())
                .then();
    }

    private Mono<Void> reviseAll(SaleRevised sale) {
        return database.sql(REVISE)
                .bind(0, revised(sale, String[]::new, RevisedPerformance::performanceId))
                .bind(1, starts(sale))
                .bind(2, sale.saleId())
                .bind(3, sale.sale().maxSeatsPerFan())
                .bind(4, sale.visibleFrom().atOffset(ZoneOffset.UTC))
                .bind(5, sale.revision())
                .bind(6, revised(sale, Boolean[]::new, RevisedPerformance::cancelled))
                .then();
    }

    private static OffsetDateTime[] starts(SaleRevised sale) {
        return revised(
                sale,
                OffsetDateTime[]::new,
                performance -> performance.startsAt().atOffset(ZoneOffset.UTC));
    }

    private static <T> T[] revised(SaleRevised sale, IntFunction<T[]> array, Function<RevisedPerformance, T> field) {
        return sale.performances().stream().map(field).toArray(array);
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
