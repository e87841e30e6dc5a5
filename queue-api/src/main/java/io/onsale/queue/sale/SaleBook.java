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

/** All live sales, in memory. Reloaded once per second, so that each node learns of each change. */
public final class SaleBook {
    /** Passes of a closed sale are valid until their leases end; an hour covers the longest lease. */
    private static final Duration AFTERLIFE = Duration.ofHours(1);

    /** A line becomes active shortly before the first fan may join it. */
    private static final Duration HEAD_START = Duration.ofSeconds(10);

    private final Sales sales;
    private final Clock clock;
    private volatile Map<SaleId, SalePolicy> live = Map.of();
    private volatile Map<SaleId, Visibility> hidden = Map.of();

    public SaleBook(Sales sales, Clock clock) {
        this.sales = sales;
        this.clock = clock;
    }

    /** The sales whose line may hold fans now. */
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
     * Completes if the sale rightly has no line: it does not exist, or is not active now. Errors with {@code Unavailable} if its line was lost and
     * has to be set up again, because then the places of its fans are not known. Asks the database, because a node that has just started knows
     * no sale yet.
     */
    public Mono<Void> confirmNoLine(SaleId sale) {
        Instant now = clock.instant();
        return sales.find(sale)
                .filter(policy -> mayBeEntered(policy, now.plus(HEAD_START))
                        && policy.times().closesAt().isAfter(now.minus(AFTERLIFE)))
                .flatMap(policy -> Mono.error(new Unavailable("the line")));
    }

    /** The sale's policy, at most a second old; null if this node does not know the sale. */
    public @Nullable SalePolicy policy(SaleId sale) {
        return live.get(sale);
    }

    /** Whether {@code caller} may see the sale; for other callers it does not exist. Answered from memory. */
    public boolean isOpenTo(SaleId sale, @Nullable Principal caller) {
        Visibility visibility = hidden.get(sale);
        return visibility == null || visibility.isOpenTo(caller, clock.instant());
    }

    /** Reloads all live sales, and which of them are hidden. */
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
