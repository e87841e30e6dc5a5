package io.onsale.queue.soldout.r2dbc;

import io.onsale.kernel.event.OnsaleEvent.Performance;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SaleRevised;
import io.onsale.kernel.event.SaleRevised.RevisedPerformance;
import io.onsale.kernel.event.SeatsCounted;
import io.onsale.kernel.event.SeatsCounted.GradeCount;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.soldout.SeatCounts;
import io.onsale.service.r2dbc.Rows;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One row per performance and grade. All rows of a performance change in one statement, so they always have the same version. */
final class R2dbcSeatCounts implements SeatCounts {
    private static final String EXPECT = """
            insert into sale_performance (performance_id, sale_id) select unnest(:performances), :sale
            on conflict do nothing
            """;
    /** Cancelled for ever: an older revision takes nothing back. */
    private static final String EXPECT_REVISED = """
            insert into sale_performance (performance_id, sale_id, is_cancelled)
            select performance, :sale, is_cancelled from unnest(:performances, :cancelled) as revised (performance, is_cancelled)
            on conflict (performance_id) do update set is_cancelled = true
             where excluded.is_cancelled and not sale_performance.is_cancelled
            """;

    private static final String KEEP = """
            insert into seats_counted (performance_id, grade, version, available, held)
            select :performance, grade, :version, available, held
              from unnest(:grades, :available, :held) as counted (grade, available, held)
            on conflict (performance_id, grade) do update
               set version = excluded.version, available = excluded.available, held = excluded.held
             where seats_counted.version < excluded.version
            """;
    private static final String OF = """
            select p.sale_id, p.performance_id, c.grade, coalesce(c.available, 0) as available, coalesce(c.held, 0) as held
              from sale_performance p left join seats_counted c using (performance_id)
             where p.sale_id = any(:sales) and not p.is_cancelled
            """;

    private final DatabaseClient database;

    R2dbcSeatCounts(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> expect(SalePublished sale) {
        String[] performances =
                sale.performances().stream().map(Performance::performanceId).toArray(String[]::new);
        return database.sql(EXPECT)
                .bind("performances", performances)
                .bind("sale", sale.saleId())
                .then();
    }

    @Override
    public Mono<Void> expect(SaleRevised sale) {
        List<RevisedPerformance> performances = sale.performances();
        return database.sql(EXPECT_REVISED)
                .bind(
                        "performances",
                        performances.stream()
                                .map(RevisedPerformance::performanceId)
                                .toArray(String[]::new))
                .bind(
                        "cancelled",
                        performances.stream().map(RevisedPerformance::cancelled).toArray(Boolean[]::new))
                .bind("sale", sale.saleId())
                .then();
    }

    @Override
    public Mono<Void> keep(SeatsCounted counted) {
        return database.sql(KEEP)
                .bind("performance", counted.performanceId())
                .bind("version", counted.version())
                .bind("grades", column(counted, String[]::new, GradeCount::grade))
                .bind("available", column(counted, Integer[]::new, GradeCount::available))
                .bind("held", column(counted, Integer[]::new, GradeCount::held))
                .then();
    }

    @Override
    public Flux<Count> of(Collection<SaleId> sales) {
        return database.sql(OF)
                .bind("sales", sales.stream().map(SaleId::value).toArray(String[]::new))
                .map(R2dbcSeatCounts::count)
                .all();
    }

    private static Count count(Readable row) {
        return new Count(
                new SaleId(Rows.text(row, "sale_id")),
                Rows.text(row, "performance_id"),
                Rows.findText(row, "grade"),
                Rows.integer(row, "available"),
                Rows.integer(row, "held"));
    }

    private static <T> T[] column(SeatsCounted counted, IntFunction<T[]> array, Function<GradeCount, T> field) {
        return counted.grades().stream().map(field).toArray(array);
    }
}
