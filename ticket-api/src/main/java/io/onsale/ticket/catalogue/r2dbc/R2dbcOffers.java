package io.onsale.ticket.catalogue.r2dbc;

import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.catalogue.Offers;
import io.onsale.ticket.catalogue.PerformanceStatus;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Keeps each offer for a second: a sale asks for it with each booking. What must hold at once is checked again when a booking is written. */
final class R2dbcOffers implements Offers {
    private static final Duration KEPT_FOR =
            Duration.ofSeconds(1); // one small query per performance and node meanwhile
    private static final int OFFERS_KEPT = 10_000; // performances, about 2 kB each

    private static final String OFFER = """
            select p.event_id, s.sale_id, p.starts_at, p.status, p.postponed_at, v.time_zone, g.name, g.amount, g.currency
            from performance p join sale s on s.event_id = p.event_id join grade g on g.event_id = p.event_id
                 join event e on e.event_id = p.event_id join venue v on v.venue_id = e.venue_id
            where p.performance_id = :id
            """;

    private record OfferRow(Offer offer, String grade, Money price) {}

    private final DatabaseClient database;
    private final Cache<PerformanceId, Offer> offers = Caffeine.newBuilder()
            .maximumSize(OFFERS_KEPT)
            .expireAfterWrite(KEPT_FOR)
            .build();

    R2dbcOffers(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Offer> find(PerformanceId performance) {
        Offer known = offers.getIfPresent(performance);
        return known != null
                ? Mono.just(known)
                : findNow(performance).doOnNext(offer -> offers.put(performance, offer));
    }

    @Override
    public Mono<Offer> findNow(PerformanceId performance) {
        return database.sql(OFFER)
                .bind("id", performance.value())
                .map(row -> new OfferRow(offer(row), text(row, "name"), EventRows.money(row)))
                .all()
                .collectList()
                .filter(rows -> !rows.isEmpty())
                .map(R2dbcOffers::withPrices);
    }

    private static Offer offer(Readable row) {
        return new Offer(
                new EventId(text(row, "event_id")),
                new SaleId(text(row, "sale_id")),
                time(row, "starts_at"),
                ZoneId.of(text(row, "time_zone")),
                text(row, "status").equals(PerformanceStatus.CANCELLED.name()),
                findTime(row, "postponed_at"),
                Map.of());
    }

    private static Offer withPrices(List<OfferRow> rows) {
        Offer first = rows.getFirst().offer();
        return new Offer(
                first.event(),
                first.sale(),
                first.startsAt(),
                first.timeZone(),
                first.isCancelled(),
                first.postponedAt(),
                rows.stream().collect(Collectors.toUnmodifiableMap(OfferRow::grade, OfferRow::price)));
    }
}
