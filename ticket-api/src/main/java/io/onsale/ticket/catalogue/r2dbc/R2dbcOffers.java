package io.onsale.ticket.catalogue.r2dbc;

import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.catalogue.Offers;
import java.time.Instant;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Reads each offer once and caches it: the catalogue never changes once written. */
final class R2dbcOffers implements Offers {
    private static final int OFFERS_KEPT = 10_000; // performances, about 2 kB each

    private static final String OFFER = """
            select p.event_id, s.sale_id, p.starts_at, g.name, g.amount, g.currency
            from performance p join sale s on s.event_id = p.event_id join grade g on g.event_id = p.event_id
            where p.performance_id = :id
            """;

    private record OfferRow(String eventId, String saleId, Instant startsAt, String grade, Money price) {}

    private final DatabaseClient database;
    private final Cache<PerformanceId, Offer> offers =
            Caffeine.newBuilder().maximumSize(OFFERS_KEPT).build();

    R2dbcOffers(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Offer> find(PerformanceId performance) {
        Offer known = offers.getIfPresent(performance);
        return known != null ? Mono.just(known) : read(performance).doOnNext(offer -> offers.put(performance, offer));
    }

    private Mono<Offer> read(PerformanceId performance) {
        return database.sql(OFFER)
                .bind("id", performance.value())
                .map(row -> new OfferRow(
                        text(row, "event_id"),
                        text(row, "sale_id"),
                        time(row, "starts_at"),
                        text(row, "name"),
                        new Money(number(row, "amount"), text(row, "currency"))))
                .all()
                .collectList()
                .filter(rows -> !rows.isEmpty())
                .map(rows -> new Offer(
                        new EventId(rows.getFirst().eventId()),
                        new SaleId(rows.getFirst().saleId()),
                        rows.getFirst().startsAt(),
                        rows.stream().collect(Collectors.toUnmodifiableMap(OfferRow::grade, OfferRow::price))));
    }
}
