package io.onsale.queue.soldout;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.replica.SeatsLeft;
import io.onsale.queue.sale.ControlOutcome.Changed;
import io.onsale.queue.sale.SaleControl;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SaleState;
import io.onsale.queue.sale.SoldOut;
import io.onsale.queue.soldout.SeatCounts.Count;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * This node's copy of the counts, reloaded once per second. Closes a sale when no seat is left, and lets it run again when seats come back. Every
 * node does so, and the version of the sale's policy lets one of them win.
 */
public final class SeatsOnSale implements SeatsLeft {
    private static final Logger LOG = LoggerFactory.getLogger(SeatsOnSale.class);
    private static final int SALES_AT_ONCE = 4; // commands in progress

    private final SeatCounts counts;
    private final SaleControl control;
    private volatile Map<SaleId, SaleSeats> known = Map.of();

    public SeatsOnSale(SeatCounts counts, SaleControl control) {
        this.counts = counts;
        this.control = control;
    }

    @Override
    public Map<String, Long> of(SaleId sale) {
        return known.getOrDefault(sale, SaleSeats.UNKNOWN).left();
    }

    /** Reloads the counts of {@code active}, then closes the sales that are sold out and reopens those that no longer are. */
    public Mono<Void> round(Collection<SalePolicy> active) {
        return counts.of(active.stream().map(SalePolicy::sale).toList())
                .collect(Collectors.groupingBy(Count::sale)) // bounded by what is on sale
                .doOnNext(this::remember)
                .thenMany(Flux.fromIterable(active))
                .flatMapDelayError(this::follow, SALES_AT_ONCE, 1)
                .then();
    }

    private void remember(Map<SaleId, List<Count>> bySale) {
        known = bySale.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> SaleSeats.of(entry.getValue())));
    }

    private Mono<Void> follow(SalePolicy policy) {
        SaleSeats seats = known.getOrDefault(policy.sale(), SaleSeats.UNKNOWN);
        if (policy.state() != SaleState.CLOSED && seats.isSoldOut()) {
            return changeState(policy, SaleState.CLOSED, SoldOut.REASON);
        }
        return policy.isSoldOut() && seats.hasSome()
                ? changeState(policy, SaleState.RUNNING, SoldOut.BACK)
                : Mono.empty();
    }

    /** Errors if the line cannot be reached; the command stays recorded, and is applied when the line is back. */
    private Mono<Void> changeState(SalePolicy policy, SaleState state, String reason) {
        return control.changeState(policy.sale(), state, SoldOut.WHO, reason)
                .doOnNext(outcome -> {
                    if (outcome instanceof Changed) {
                        LOG.info("Sale {} is now {}: {}", policy.sale(), state, reason);
                    }
                })
                .then();
    }
}
