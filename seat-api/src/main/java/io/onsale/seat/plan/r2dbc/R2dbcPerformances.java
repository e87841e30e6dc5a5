package io.onsale.seat.plan.r2dbc;

import static io.onsale.service.r2dbc.Rows.bytes;
import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.flag;
import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.plan.PlanDocument;
import io.onsale.seat.plan.ServedPlan;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads plans and performances from Postgres once and caches them: plans never change, and what sellers change of a performance is read anew
 * within a second ({@link #forgetRevised}). Concurrent callers share one read.
 */
final class R2dbcPerformances implements Performances {
    private static final int SEATS_REMEMBERED_MAX =
            2_000_000; // about 150 bytes each: 300 MB when 130 arenas are on sale
    private static final int PLAN_BYTES_REMEMBERED_MAX = 64 * 1024 * 1024; // some 40 arenas
    private static final int PERFORMANCES_REMEMBERED_MAX = 10_000;
    private static final Duration OVER_AFTER = Duration.ofDays(1); // bookings may still be settled on the day after

    private static final String PERFORMANCE = """
            select performance_id, sale_id, plan_id, max_seats_per_fan, starts_at, visible_from, seller_id, is_cancelled,
                   array_to_string(array(select other.performance_id from performance other
                                          where other.sale_id = p.sale_id and other.performance_id <> p.performance_id
                                          order by other.performance_id), ' ') as siblings
              from performance p where performance_id = $1""";
    private static final String DOCUMENT = "select document from plan where plan_id = $1";
    private static final int PAGE = 500; // ids in one small query
    private static final String CURRENT = """
            select performance_id, starts_at from performance
             where starts_at >= $1 and (starts_at > $1 or performance_id > $2) and seats_removed_at is null
             order by starts_at, performance_id limit """ + " " + PAGE;

    private static final int REVISED_MAX = 1_000; // per round; the rest follows in the next one
    private static final Duration LATE_COMMIT_MAX =
            Duration.ofSeconds(15); // a revision may become visible that much after its time: longer than a statement
    private static final String REVISED = """
            select performance_id, revised_at from performance where revised_at > $1
             order by revised_at limit """ + " " + REVISED_MAX;

    private record Row(
            PerformanceId id,
            SaleId sale,
            String plan,
            int maxSeatsPerFan,
            Instant startsAt,
            Visibility visibility,
            boolean isCancelled,
            List<PerformanceId> siblings) {}

    private record Revised(PerformanceId id, Instant at) {}

    /** A position in the order of {@link #current()}. */
    private record Start(Instant at, String performance) {}

    private final DatabaseClient database;
    private final Clock clock;
    private final AsyncCache<PerformanceId, Performance> performances = Caffeine.newBuilder()
            .maximumWeight(SEATS_REMEMBERED_MAX)
            .weigher((PerformanceId id, Performance performance) ->
                    performance.hall().seatCount())
            .buildAsync();
    private final AsyncCache<PerformanceId, Row> rows =
            Caffeine.newBuilder().maximumSize(PERFORMANCES_REMEMBERED_MAX).buildAsync();
    private final AsyncCache<String, Hall> halls = Caffeine.newBuilder()
            .maximumWeight(SEATS_REMEMBERED_MAX)
            .weigher((String plan, Hall hall) -> hall.seatCount())
            .buildAsync();
    private final AsyncCache<String, ServedPlan> plans = Caffeine.newBuilder()
            .maximumWeight(PLAN_BYTES_REMEMBERED_MAX)
            .weigher((String plan, ServedPlan served) -> served.weight())
            .buildAsync();

    private volatile Instant revisedUpTo; // written by the one loop

    R2dbcPerformances(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.revisedUpTo = clock.instant().minus(LATE_COMMIT_MAX);
    }

    /** Forgets what was revised since the last round; the next caller reads it. While Postgres is away nothing is forgotten. */
    Mono<Void> forgetRevised() {
        return database.sql(REVISED)
                .bind(0, OffsetDateTime.ofInstant(revisedUpTo.minus(LATE_COMMIT_MAX), ZoneOffset.UTC))
                .map(row -> new Revised(new PerformanceId(text(row, "performance_id")), time(row, "revised_at")))
                .all()
                .doOnNext(revised -> {
                    rows.synchronous().invalidate(revised.id());
                    performances.synchronous().invalidate(revised.id());
                    revisedUpTo = revised.at().isAfter(revisedUpTo) ? revised.at() : revisedUpTo;
                })
                .then();
    }

    @Override
    public Mono<Performance> findPerformance(PerformanceId id) {
        return remembered(performances, id, this::readPerformance);
    }

    @Override
    public Mono<ServedPlan> findPlan(PerformanceId id) {
        return remembered(rows, id, this::readRow).flatMap(row -> remembered(plans, row.plan(), this::readPlan));
    }

    @Override
    public Mono<Visibility> findVisibility(PerformanceId id) {
        return remembered(rows, id, this::readRow).map(Row::visibility);
    }

    @Override
    public Flux<PerformanceId> current() {
        return Flux.defer(() -> page(new Start(clock.instant().minus(OVER_AFTER), ""))
                        .expand(page -> page.size() < PAGE ? Mono.empty() : page(page.getLast())))
                .concatMapIterable(page -> page, 1) // one page in advance at most
                .map(start -> new PerformanceId(start.performance()));
    }

    private Mono<List<Start>> page(Start after) {
        return database.sql(CURRENT)
                .bind(0, OffsetDateTime.ofInstant(after.at(), ZoneOffset.UTC))
                .bind(1, after.performance())
                .map(row -> new Start(time(row, "starts_at"), text(row, "performance_id")))
                .all()
                .collectList(); // bounded by PAGE
    }

    private Mono<Performance> readPerformance(PerformanceId id) {
        return remembered(rows, id, this::readRow)
                .flatMap(row -> remembered(halls, row.plan(), this::readHall)
                        .map(hall -> new Performance(
                                row.id(),
                                row.sale(),
                                hall,
                                row.maxSeatsPerFan(),
                                row.startsAt(),
                                row.visibility(),
                                row.isCancelled(),
                                row.siblings())));
    }

    private Mono<Row> readRow(PerformanceId id) {
        return database.sql(PERFORMANCE)
                .bind(0, id.value())
                .map(row -> new Row(
                        id,
                        new SaleId(text(row, "sale_id")),
                        text(row, "plan_id"),
                        integer(row, "max_seats_per_fan"),
                        time(row, "starts_at"),
                        visibility(row),
                        flag(row, "is_cancelled"),
                        siblings(text(row, "siblings"))))
                .one();
    }

    private static List<PerformanceId> siblings(String ids) {
        return ids.isEmpty()
                ? List.of()
                : Arrays.stream(ids.split(" ")).map(PerformanceId::new).toList();
    }

    private Mono<Hall> readHall(String plan) {
        return readDocument(plan).map(gzip -> Hall.of(PlanDocument.fromGzip(gzip)));
    }

    private Mono<ServedPlan> readPlan(String plan) {
        return readDocument(plan).map(gzip -> ServedPlan.of(plan, PlanDocument.inflate(gzip), gzip));
    }

    private Mono<byte[]> readDocument(String plan) {
        return database.sql(DOCUMENT)
                .bind(0, plan)
                .map(row -> bytes(row, "document"))
                .one()
                .publishOn(Schedulers.parallel()); // parsing a plan takes tens of ms: not on a connection's thread
    }

    /** From the cache, without waiting if it is there; empty results and errors are not cached. */
    private static <K, V> Mono<V> remembered(AsyncCache<K, V> cache, K key, Function<K, Mono<V>> read) {
        CompletableFuture<V> known = cache.getIfPresent(key);
        if (known != null && known.isDone() && !known.isCompletedExceptionally()) {
            return Mono.justOrEmpty(known.getNow(null));
        }
        return Mono.fromFuture(
                () -> cache.get(key, (k, executor) -> read.apply(k).toFuture()), true);
    }

    private static Visibility visibility(Readable row) {
        return new Visibility(findTime(row, "visible_from"), findText(row, "seller_id"));
    }
}
