package io.onsale.queue.draw;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.draw.PublicDraw.ByArrival;
import io.onsale.queue.draw.PublicDraw.Drawn;
import io.onsale.queue.draw.PublicDraw.UnknownSale;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.Sales;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Draws as they are published. A whole crowd may ask at once, so a node queries the database once per second and sale. */
public final class PublicDraws {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int SALES_MAX = 1_000; // cached; beyond it all are dropped and read again

    /** Lists that a node writes at the same time: each uses a database connection, and 2 MB in buffers. */
    private static final int LISTS_MAX = 4;

    /** A client that reads nothing for this long has gone; a megabyte per minute is slow enough for any phone. */
    private static final Duration STALL_MAX = Duration.ofSeconds(60);

    private static final int ROW_LENGTH = 40; // characters, for the size of buffers

    private final Sales sales;
    private final Draws draws;
    private final Map<SaleId, Mono<PublicDraw>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger lists = new AtomicInteger();

    public PublicDraws(Sales sales, Draws draws) {
        this.sales = sales;
        this.draws = draws;
    }

    /** At most a second old. */
    public Mono<PublicDraw> find(SaleId sale) {
        if (answers.size() >= SALES_MAX) {
            answers.clear();
        }
        return answers.computeIfAbsent(
                sale, id -> read(id).cache(found -> FRESH, e -> Duration.ZERO, () -> Duration.ZERO));
    }

    private Mono<PublicDraw> read(SaleId sale) {
        return sales.find(sale).flatMap(this::read).defaultIfEmpty(new UnknownSale());
    }

    private Mono<PublicDraw> read(SalePolicy policy) {
        return policy.order() == LineOrder.ARRIVAL
                ? Mono.just(new ByArrival(policy.sale()))
                : draws.find(policy.sale())
                        .map(found -> new Drawn(found, policy.times().opensAt()));
    }

    /**
     * The list, some rows at a time as the client reads them.
     *
     * @param draw must be complete
     */
    public Flux<String> list(DrawRecord draw) {
        return Flux.defer(() -> {
            if (lists.incrementAndGet() > LISTS_MAX) {
                lists.decrementAndGet();
                return Flux.error(new Unavailable("the list, which many clients are reading,"));
            }
            return text(draw).timeout(STALL_MAX).doFinally(end -> lists.decrementAndGet());
        });
    }

    private Flux<String> text(DrawRecord draw) {
        long registrations = draw.registrations() == null ? 0 : draw.registrations();
        AtomicLong rows = new AtomicLong();
        return Flux.concat(
                Mono.fromSupplier(() -> DrawList.opening(draw.sale(), draw.seed(), registrations)),
                pages(draw.sale()).doOnNext(page -> rows.addAndGet(page.size())).map(PublicDraws::text),
                Mono.fromSupplier(() -> DrawList.ending(rows.get())));
    }

    private Flux<List<ListedFan>> pages(SaleId sale) {
        return draws.page(sale, 0)
                .expand(page -> page.size() < Draws.PAGE_MAX
                        ? Mono.empty()
                        : draws.page(sale, page.getLast().number()));
    }

    private static String text(List<ListedFan> page) {
        StringBuilder text = new StringBuilder(page.size() * ROW_LENGTH);
        page.forEach(fan -> DrawList.append(text, fan.registration(), fan.number(), fan.fanTag()));
        return text.toString();
    }
}
