package io.onsale.queue.draw.r2dbc;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.draw.DrawRecord;
import io.onsale.queue.draw.DrawSeed;
import io.onsale.queue.draw.Draws;
import io.onsale.queue.draw.ListedFan;
import io.onsale.service.r2dbc.Rows;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Draws in Postgres. The first insert or update decides, and all nodes read what it decided. */
final class R2dbcDraws implements Draws {
    private static final String UNCOMMITTED = """
            select sale_id from sale
            where line_order = 'RANDOM' and not exists (select from draw where draw.sale_id = sale.sale_id)
            limit 100
            """;
    private static final String COMMIT = """
            insert into draw (sale_id, seed, commitment, committed_at)
            select sale_id, :seed, :commitment, :at from sale where sale_id = :sale and line_order = 'RANDOM'
            on conflict do nothing
            """;
    private static final String FIND = "select * from draw where sale_id = :sale";
    private static final String FIX =
            "update draw set registrations = :registrations, fixed_at = :at where sale_id = :sale and registrations is null";
    private static final String LIST = """
            with added as (
                insert into draw_list (sale_id, number, registration, fan_tag)
                select :sale, * from unnest(:numbers, :registrations, :tags)
                on conflict do nothing returning 1)
            update draw set listed = listed + (select count(*) from added)
            where sale_id = :sale and exists (select from added)
            """;
    private static final String ADVANCE = "update draw set drawn = :drawn where sale_id = :sale and drawn < :drawn";
    private static final String PAGE = """
            select number, registration, fan_tag from draw_list where sale_id = :sale and number > :number
            order by number limit :max
            """;

    private final DatabaseClient database;
    private final Clock clock;

    R2dbcDraws(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Mono<Void> commit() {
        return database.sql(UNCOMMITTED)
                .map(row -> new SaleId(Rows.text(row, "sale_id")))
                .all()
                .collectList()
                .flatMapIterable(sales -> sales)
                .concatMap(this::commit)
                .then();
    }

    private Mono<Void> commit(SaleId sale) {
        return Mono.fromSupplier(DrawSeed::next)
                .flatMap(seed -> database.sql(COMMIT)
                        .bind("sale", sale.value())
                        .bind("seed", seed.bytes())
                        .bind("commitment", seed.commitment())
                        .bind("at", now())
                        .then());
    }

    @Override
    public Mono<DrawRecord> find(SaleId sale) {
        Mono<DrawRecord> found = read(sale);
        return found.switchIfEmpty(commit(sale).then(found));
    }

    private Mono<DrawRecord> read(SaleId sale) {
        return database.sql(FIND)
                .bind("sale", sale.value())
                .map(R2dbcDraws::draw)
                .one();
    }

    @Override
    public Mono<DrawRecord> fix(SaleId sale, long registrations) {
        return database.sql(FIX)
                .bind("sale", sale.value())
                .bind("registrations", registrations)
                .bind("at", now())
                .then()
                .then(read(sale));
    }

    @Override
    public Mono<Void> list(SaleId sale, List<ListedFan> fans) {
        return database.sql(LIST)
                .bind("sale", sale.value())
                .bind("numbers", fans.stream().map(ListedFan::number).toArray(Long[]::new))
                .bind(
                        "registrations",
                        fans.stream().map(ListedFan::registration).toArray(Long[]::new))
                .bind("tags", fans.stream().map(ListedFan::fanTag).toArray(String[]::new))
                .then();
    }

    @Override
    public Mono<Void> advance(SaleId sale, long drawn) {
        return database.sql(ADVANCE)
                .bind("sale", sale.value())
                .bind("drawn", drawn)
                .then();
    }

    @Override
    public Mono<List<ListedFan>> page(SaleId sale, long number) {
        return database.sql(PAGE)
                .bind("sale", sale.value())
                .bind("number", number)
                .bind("max", PAGE_MAX)
                .map(R2dbcDraws::listedFan)
                .all()
                .collectList();
    }

    private static ListedFan listedFan(Readable row) {
        return new ListedFan(Rows.number(row, "number"), Rows.number(row, "registration"), Rows.text(row, "fan_tag"));
    }

    private static DrawRecord draw(Readable row) {
        return new DrawRecord(
                new SaleId(Rows.text(row, "sale_id")),
                new DrawSeed(Rows.bytes(row, "seed")),
                Rows.findNumber(row, "registrations"),
                Rows.number(row, "drawn"),
                Rows.number(row, "listed"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
