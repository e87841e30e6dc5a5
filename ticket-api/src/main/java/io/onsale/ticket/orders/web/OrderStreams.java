package io.onsale.ticket.orders.web;

import io.onsale.kernel.id.SaleId;
import io.onsale.ticket.orders.Order;
import io.onsale.ticket.orders.OrderFigures;
import io.onsale.ticket.orders.Orders;
import io.onsale.ticket.orders.Orders.Changes;
import io.onsale.ticket.orders.ReadShare;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Watches the orders of sales. Each watched sale has one reader per node, whatever the number of its watchers: it asks once a second what has
 * changed, and counts only if something has.
 */
final class OrderStreams {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int ORDERS_MAX =
            200; // per second and sale; of more changes the latest are told, the figures count all
    private static final int SEEN_MAX = 2_000; // orders whose last state is known, so that none is told twice
    private static final int HISTORY = 16; // seconds that a new watcher may take for its first reading
    private static final int COUNT_EVERY = 30; // rounds without a change, in case one was missed

    /**
     * News of a sale.
     *
     * @param figures null: as before
     * @param upTo time of the database; a watcher who comes back continues there
     */
    record News(@Nullable OrderFigures figures, List<Order> orders, Instant upTo) {}

    private final Orders orders;
    private final ReadShare share;
    private final ConcurrentMap<SaleId, Flux<News>> readers = new ConcurrentHashMap<>();

    OrderStreams(Orders orders, ReadShare share) {
        this.orders = orders;
        this.share = share;
    }

    /**
     * The figures now and whatever changes.
     *
     * @param since what changed since then comes first; null: nothing of the past
     */
    Flux<News> watch(SaleId sale, @Nullable Instant since) {
        return share.read(first(sale, since))
                .flatMapMany(first -> Flux.concat(
                        Mono.just(first),
                        Flux.defer(() -> readers.computeIfAbsent(sale, this::reader))
                                .filter(news -> news.upTo().isAfter(first.upTo()))));
    }

    /** How many sales are read now. */
    int readerCount() {
        return readers.size();
    }

    private Mono<News> first(SaleId sale, @Nullable Instant since) {
        return orders.changes(sale, since, ORDERS_MAX)
                .flatMap(changes -> orders.figures(sale)
                        .map(figures -> new News(figures, changes.orders().reversed(), changes.upTo())));
    }

    /** Reads once a second, as long as somebody watches. */
    private Flux<News> reader(SaleId sale) {
        return Flux.defer(() -> {
                    Reading reading = new Reading(sale);
                    return Flux.interval(Duration.ZERO, EVERY)
                            .onBackpressureDrop() // a slow round leaves out the next ones
                            .concatMap(tick -> share.read(reading.next()).onErrorComplete(), 0);
                })
                .doFinally(end -> readers.remove(sale))
                .replay(HISTORY)
                .refCount(1);
    }

    /** What one reader knows; its rounds follow one another. */
    private final class Reading {
        private final SaleId sale;
        private final Map<String, Order> seen = new LinkedHashMap<>();
        private @Nullable Instant since;
        private @Nullable OrderFigures counted;
        private int quietRounds;

        Reading(SaleId sale) {
            this.sale = sale;
        }

        /** Empty if nothing is new. */
        Mono<News> next() {
            return orders.changes(sale, since, ORDERS_MAX).flatMap(changes -> {
                List<Order> fresh = fresh(changes);
                since = changes.upTo();
                quietRounds = fresh.isEmpty() ? quietRounds + 1 : 0;
                return fresh.isEmpty() && counted != null && quietRounds % COUNT_EVERY != 0
                        ? Mono.empty()
                        : orders.figures(sale).flatMap(figures -> Mono.justOrEmpty(news(figures, fresh, changes)));
            });
        }

        private @Nullable News news(OrderFigures figures, List<Order> fresh, Changes changes) {
            boolean isSame = figures.equals(counted);
            counted = figures;
            return isSame && fresh.isEmpty() ? null : new News(isSame ? null : figures, fresh, changes.upTo());
        }

        private List<Order> fresh(Changes changes) {
            List<Order> fresh = new ArrayList<>();
            for (Order order : changes.orders().reversed()) { // the earliest first
                if (!order.equals(seen.remove(order.bookingId()))) {
                    fresh.add(order);
                }
                seen.put(order.bookingId(), order);
            }
            var oldest = seen.keySet().iterator();
            for (int over = seen.size() - SEEN_MAX; over > 0; over--) {
                oldest.next();
                oldest.remove();
            }
            return fresh;
        }
    }
}
