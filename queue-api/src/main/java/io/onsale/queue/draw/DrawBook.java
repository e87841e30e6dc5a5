package io.onsale.queue.draw;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.DrawnNumbers;
import io.onsale.service.web.Unavailable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Caches the draws that are fixed, which never change again, and the fans who came back and may have to be added to the list. */
public final class DrawBook implements DrawnNumbers {
    /** Cached draws: more than run at the same time; the largest has tables of 1.3 MB. */
    private static final int DRAWS_MAX = 64;

    /** Fans waiting for their row: ten seconds of all fans coming back at once. */
    private static final int COMEBACKS_MAX = 100_000;

    private final Draws draws;
    private final Map<SaleId, Draw> fixed = new ConcurrentHashMap<>();
    private final Queue<Comeback> comebacks = new ArrayBlockingQueue<>(COMEBACKS_MAX);

    private record Comeback(SaleId sale, ListedFan fan) {}

    public DrawBook(Draws draws) {
        this.draws = draws;
    }

    @Override
    public Mono<Long> registrations(SaleId sale) {
        return find(sale).map(Draw::registrations);
    }

    @Override
    public Mono<Long> drawn(SaleId sale, long registration) {
        return find(sale).map(draw -> number(draw, registration));
    }

    @Override
    public Mono<Long> number(SaleId sale, FanId fan, long registration) {
        return find(sale)
                .doOnNext(draw -> remember(sale, fan, registration, draw))
                .map(draw -> number(draw, registration));
    }

    /**
     * The number of {@code registration}, from memory; 0 until this node knows the draw, or if it knows one of another number of registrations.
     */
    public long number(SaleId sale, long registration, long registrations) {
        Draw draw = fixed.get(sale);
        return draw == null || draw.registrations() != registrations ? 0 : number(draw, registration);
    }

    /** Fans who registered after the opening are behind all drawn fans, by arrival. */
    static long number(Draw draw, long registration) {
        return registration <= draw.registrations() ? draw.number(registration) : registration;
    }

    private void remember(SaleId sale, FanId fan, long registration, Draw draw) {
        if (registration <= draw.registrations()
                && !comebacks.offer(new Comeback(sale, ListedFan.of(sale, fan, registration, draw)))) {
            throw new Unavailable("the list of the draw");
        }
    }

    /** The draw once it is fixed; empty before. */
    Mono<Draw> find(SaleId sale) {
        Draw known = fixed.get(sale);
        return known != null ? Mono.just(known) : draws.find(sale).mapNotNull(this::keep);
    }

    /** The draw, fixed now unless it was before. */
    Mono<Draw> fix(SaleId sale, long registrations) {
        return draws.fix(sale, registrations).mapNotNull(this::keep);
    }

    private @Nullable Draw keep(DrawRecord found) {
        Draw draw = found.draw();
        if (draw != null) {
            if (fixed.size() >= DRAWS_MAX) {
                fixed.clear(); // those in use are read again on the next request
            }
            fixed.put(found.sale(), draw);
        }
        return draw;
    }

    /** Writes the rows of fans who came back; rows that cannot be written now are written later. */
    Mono<Void> listComebacks() {
        return Flux.range(0, COMEBACKS_MAX / Lobby.FANS_MAX)
                .map(i -> nextComebacks())
                .takeUntil(List::isEmpty)
                .concatMap(this::list, 1)
                .then();
    }

    private List<Comeback> nextComebacks() {
        List<Comeback> next = new ArrayList<>();
        for (Comeback one = comebacks.poll();
                one != null;
                one = next.size() < Lobby.FANS_MAX ? comebacks.poll() : null) {
            next.add(one);
        }
        return next;
    }

    private Mono<Void> list(List<Comeback> some) {
        return Flux.fromIterable(some)
                .groupBy(Comeback::sale)
                .concatMap(ofOne -> ofOne.map(Comeback::fan)
                        .collectSortedList(Comparator.comparingLong(ListedFan::number))
                        .flatMap(fans -> draws.list(ofOne.key(), fans)))
                .doOnError(e -> comebacks.addAll(some))
                .then();
    }
}
