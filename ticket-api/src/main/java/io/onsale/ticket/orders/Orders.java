package io.onsale.ticket.orders;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.SaleId;
import io.onsale.ticket.booking.BookingStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads orders. Every query is answered from an index; none locks anything. */
public interface Orders {
    /**
     * Which orders to list, the latest first.
     *
     * @param sale null: of all sales, then {@code words} are given
     * @param words a booking's id, a fan's id, an e-mail address, or the beginning of a fan's name; null: any
     * @param after the last order of the previous page
     */
    record OrderQuery(
            OrderReader reader,
            @Nullable SaleId sale,
            @Nullable String words,
            @Nullable BookingStatus status,
            @Nullable BookingId after,
            int limit) {}

    /** Orders that changed, and up to when that was read; the next question continues there. */
    record Changes(List<Order> orders, Instant upTo) {}

    /** The sale with this id, or the sale of this event, if the reader may see it. */
    Mono<SaleId> findSale(OrderReader reader, @Nullable String saleId, @Nullable String eventId);

    Flux<Order> list(OrderQuery query);

    /** The orders of a sale that were placed after another one, the earliest first; for reading all of them in pages. */
    Flux<Order> next(SaleId sale, @Nullable BookingId after, int limit);

    Mono<OrderDetail> find(OrderReader reader, BookingId id);

    Mono<OrderFigures> figures(SaleId sale);

    /**
     * What changed of a sale's orders since a time of the database, at most {@code limit}; null: nothing but the time.
     */
    Mono<Changes> changes(SaleId sale, @Nullable Instant since, int limit);
}
