package io.onsale.queue.sale.r2dbc;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SaleRevisions;
import io.onsale.queue.sale.SaleState;
import io.onsale.queue.sale.Sales;
import io.onsale.queue.sale.Sales.Change;
import io.onsale.queue.sale.Sales.ChangeOutcome;
import io.onsale.service.web.Unavailable;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** A revision takes the sale's row first, so that an operator's command comes before or after it, never in between. */
final class R2dbcSaleRevisions implements SaleRevisions {
    /** No row if the revision is not newer; the version grows with the next statement. */
    private static final String REVISE = """
            update sale set revision = :revision, title = :title, lobby_opens_at = :lobby, opens_at = :opens, closes_at = :closes,
                line_order = :order, visible_from = :visibleFrom
            where sale_id = :sale and revision < :revision
            returning version
            """;

    private final DatabaseClient database;
    private final Sales sales;
    private final TransactionalOperator transaction;
    private final Clock clock;

    R2dbcSaleRevisions(DatabaseClient database, Sales sales, TransactionalOperator transaction, Clock clock) {
        this.database = database;
        this.sales = sales;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public Mono<SalePolicy> apply(Revision revision) {
        return find(revision.sale())
                .then(revise(revision))
                .flatMap(version ->
                        find(revision.sale())) // with what an operator did just before: the row is locked now
                .flatMap(revised -> write(revision, revised))
                .then(Mono.defer(() -> find(revision.sale())))
                .as(transaction::transactional);
    }

    private Mono<SalePolicy> find(SaleId sale) {
        return sales.find(sale)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("a revision of an unknown sale " + sale)));
    }

    private Mono<Long> revise(Revision revision) {
        Instant from = revision.visibility().from();
        return database.sql(REVISE)
                .bind("sale", revision.sale().value())
                .bind("revision", revision.number())
                .bind("title", revision.title())
                .bind("lobby", utc(revision.times().lobbyOpensAt()))
                .bind("opens", utc(revision.times().opensAt()))
                .bind("closes", utc(revision.times().closesAt()))
                .bind("order", revision.order().name())
                .bind("visibleFrom", Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, utc(from)))
                .mapValue(Long.class)
                .one();
    }

    private Mono<Void> write(Revision revision, SalePolicy revised) {
        String closedBecause = revision.closedBecause();
        Instant now = clock.instant();
        boolean isOver = revised.state() == SaleState.CLOSED && !revised.isSoldOut();
        Change change = closedBecause == null || isOver
                ? new Change(now, revision.who(), "revised", "", revised, revised.with(revised.limits()))
                : new Change(
                        now,
                        revision.who(),
                        "closed",
                        closedBecause,
                        revised,
                        revised.in(SaleState.CLOSED, closedBecause, now));
        return sales.change(change)
                .flatMap(outcome -> outcome == ChangeOutcome.WRITTEN
                        ? Mono.empty()
                        : Mono.error(new Unavailable("the sale"))); // cannot be: the row is locked
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
