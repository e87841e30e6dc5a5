package io.onsale.queue.sale;

import io.onsale.kernel.id.SaleId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The sales that this node looks after, in memory: every live one. Read anew once a second, so that each node hears of each change. */
public final class SaleBook {
    /** Passes of a closed sale go on until their leases end; an hour covers any lease we allow. */
    private static final Duration AFTERLIFE = Duration.ofHours(1);

    private final Sales sales;
    private final Clock clock;
    private volatile Map<SaleId, SalePolicy> live = Map.of();

    public SaleBook(Sales sales, Clock clock) {
        this.sales = sales;
        this.clock = clock;
    }

    public Collection<SalePolicy> live() {
        return live.values();
    }

    public @Nullable SalePolicy find(SaleId sale) {
        return live.get(sale);
    }

    /** Reads all live sales anew. */
    public Mono<Void> refresh() {
        return sales.live(clock.instant().minus(AFTERLIFE))
                .collectMap(SalePolicy::sale)
                .doOnNext(read -> live = Map.copyOf(read))
                .then();
    }
}
