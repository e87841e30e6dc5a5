package io.onsale.queue.draw;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * From the opening on, moves the fans of each lobby into its line, in the order of their drawn numbers. A round does a bounded part. Any number of
 * nodes may do it, and each step is repeatable: the numbers follow from the draw alone, and are stored before the fan is in the line.
 *
 * <p>A lobby of a million takes half a minute. Admission runs meanwhile: numbers enter the line faster than it can call them.
 */
public final class Drawing {
    /** Steps per round: 20,000 numbers, some 600 ms, so that other sales get their turn. */
    private static final int STEPS_MAX = 20;

    private static final int SALES_AT_ONCE = 2; // database connections that this may use

    private final Lobby lobby;
    private final Draws draws;
    private final DrawBook book;
    private final Clock clock;
    private final Map<SaleId, Long> writtenDown = new ConcurrentHashMap<>(); // by this node; saves asking again

    public Drawing(Lobby lobby, Draws draws, DrawBook book, Clock clock) {
        this.lobby = lobby;
        this.draws = draws;
        this.book = book;
        this.clock = clock;
    }

    public Mono<Void> round(Collection<SalePolicy> active) {
        return Flux.fromIterable(active)
                .filter(this::isToBeDrawn)
                .flatMapDelayError(policy -> draw(policy.sale()), SALES_AT_ONCE, 1)
                .then(book.listComebacks());
    }

    private boolean isToBeDrawn(SalePolicy policy) {
        return policy.order() == LineOrder.RANDOM && !policy.times().opensAt().isAfter(clock.instant());
    }

    private Mono<Void> draw(SaleId sale) {
        return lobby.look(sale, List.of()).flatMap(view -> fixed(sale, view).flatMap(draw -> draw(sale, draw, view)));
    }

    /** Empty until the line has opened. */
    private Mono<Draw> fixed(SaleId sale, LobbyView view) {
        Long registrations = view.registrations();
        Mono<Draw> fixing = registrations == null ? Mono.empty() : book.fix(sale, registrations);
        return book.find(sale).switchIfEmpty(fixing);
    }

    private Mono<Void> draw(SaleId sale, Draw draw, LobbyView view) {
        if (view.drawn() >= draw.registrations()) {
            return gatherStragglers(sale, draw, view).then(writeDown(sale, draw.registrations()));
        }
        return steps(sale, draw, view).flatMap(drawn -> writeDown(sale, drawn));
    }

    private Mono<Long> steps(SaleId sale, Draw draw, LobbyView view) {
        if (view.waiting() == 0) { // nobody came, or the lobby was lost and fans will come back by receipt
            return step(sale, draw, view.drawn(), draw.registrations(), List.of());
        }
        return steps(sale, draw, view.drawn(), STEPS_MAX);
    }

    /** How many numbers are drawn afterwards. */
    private Mono<Long> steps(SaleId sale, Draw draw, long drawn, int left) {
        if (left == 0 || drawn == draw.registrations()) {
            return Mono.just(drawn);
        }
        return step(sale, draw, drawn)
                .flatMap(next -> next == drawn ? Mono.just(drawn) : steps(sale, draw, next, left - 1));
    }

    /** The next numbers, whose fans are looked up first. */
    private Mono<Long> step(SaleId sale, Draw draw, long drawn) {
        long to = Math.min(drawn + Lobby.FANS_MAX, draw.registrations());
        List<Long> registrations = LongStream.rangeClosed(drawn + 1, to)
                .mapToObj(draw::registration)
                .toList();
        return lobby.look(sale, registrations)
                .flatMap(view -> step(sale, draw, drawn, to, view.present()))
                .defaultIfEmpty(drawn);
    }

    /** How many numbers are drawn afterwards: {@code to}, or still {@code from} if another node was faster. */
    private Mono<Long> step(SaleId sale, Draw draw, long from, long to, List<Registered> fans) {
        return list(sale, draw, fans)
                .then(lobby.draw(sale, draw.registrations(), from, to, numbered(draw, fans)))
                .map(outcome -> switch (outcome) {
                    case DRAWN -> to;
                    case OUTDATED -> from;
                });
    }

    private Mono<Void> list(SaleId sale, Draw draw, List<Registered> fans) {
        List<ListedFan> rows = fans.stream()
                .filter(fan -> fan.registration() <= draw.registrations())
                .map(fan -> ListedFan.of(sale, fan.fan(), fan.registration(), draw))
                .sorted(Comparator.comparingLong(
                        ListedFan::number)) // all nodes write in the same order, so that they do not deadlock
                .toList();
        return rows.isEmpty() ? Mono.empty() : draws.list(sale, rows);
    }

    private static List<DrawnFan> numbered(Draw draw, List<Registered> fans) {
        return fans.stream()
                .map(fan -> new DrawnFan(DrawBook.number(draw, fan.registration()), fan.registration(), fan.fan()))
                .toList();
    }

    /** Fans who came back into the lobby too late for the draw, by a receipt that was being processed when the draw was fixed. */
    private Mono<Void> gatherStragglers(SaleId sale, Draw draw, LobbyView view) {
        if (view.waiting() == 0) {
            return Mono.empty();
        }
        return lobby.lowest(sale)
                .flatMap(fans -> step(sale, draw, view.drawn(), view.drawn(), fans))
                .then();
    }

    private Mono<Void> writeDown(SaleId sale, long drawn) {
        Long known = writtenDown.get(sale);
        return known != null && known >= drawn
                ? Mono.empty()
                : draws.advance(sale, drawn).doOnSuccess(done -> writtenDown.put(sale, drawn));
    }
}
