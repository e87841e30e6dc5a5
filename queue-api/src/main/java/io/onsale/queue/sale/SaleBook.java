package io.onsale.queue.sale;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.Sales.Hidden;
import io.onsale.service.web.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The sales that this node looks after, in memory: every live one. Read anew once a second, so that each node hears of each change. */
public final class SaleBook {
    /** Passes of a closed sale go on until their leases end; an hour covers any lease we allow. */
    private static final Duration AFTERLIFE = Duration.ofHours(1);

    /** A line is looked after a little before the first fan may join it. */
    private static final Duration HEAD_START = Duration.ofSeconds(10);

    private final Sales sales;
    private final Clock clock;
    private volatile Map<SaleId, SalePolicy> live = Map.of();
    private volatile Map<SaleId, Visibility> hidden = Map.of();

    public SaleBook(Sales sales, Clock clock) {
        this.sales = sales;
        this.clock = clock;
    }

    /** The sales whose line may have somebody in it now. */
    public List<SalePolicy> active() {
        Instant soon = clock.instant().plus(HEAD_START);
        return live.values().stream()
                .filter(policy -> mayBeEntered(policy, soon))
                .toList();
    }

    private static boolean mayBeEntered(SalePolicy policy, Instant by) {
        return !policy.times().lobbyOpensAt().isAfter(by);
    }

    /**
     * Completes if it is right that the sale has no line: there is no such sale, or nobody looks after it now. Errors with {@code
     * Unavailable} if its line was lost and is to be set up again: then nothing can be said of anybody in it. Asks the database, because a
     * node that has just started knows of no sale yet.
     */
    public Mono<Void> confirmNoLine(SaleId sale) {
        Instant now = clock.instant();
        return sales.find(sale)
                .filter(policy -> mayBeEntered(policy, now.plus(HEAD_START))
                        && policy.times().closesAt().isAfter(now.minus(AFTERLIFE)))
                .flatMap(policy -> Mono.error(new Unavailable("the line")));
    }

    /** The sale's policy, at most a second old; null if this node has not heard of it. */
    public @Nullable SalePolicy policy(SaleId sale) {
        return live.get(sale);
    }

    /** Whether {@code caller} may see the sale; others are answered as if it did not exist. From memory. */
    public boolean isOpenTo(SaleId sale, @Nullable Principal caller) {
        Visibility visibility = hidden.get(sale);
        return visibility == null || visibility.isOpenTo(caller, clock.instant());
    }

    /** Reads all live sales anew, and which are hidden. */
    public Mono<Void> refresh() {
        return refreshHidden().then(refreshLive());
    }

    private Mono<Void> refreshHidden() {
        return sales.hidden(clock.instant())
                .collectMap(Hidden::sale, Hidden::visibility)
                .doOnNext(read -> hidden = Map.copyOf(read))
                .then();
    }

    private Mono<Void> refreshLive() {
        return sales.live(clock.instant().minus(AFTERLIFE))
                .collectList()
                .doOnNext(read -> live =
                        read.stream().collect(Collectors.toUnmodifiableMap(SalePolicy::sale, Function.identity())))
                .then();
    }
}
