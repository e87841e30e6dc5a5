package io.onsale.seat.rebuild;

import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.seat.hold.HoldOutcome;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.reservation.ReserveOutcome;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveSeats;
import io.onsale.seat.reservation.ReserveSeats.ReserveRequest;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.web.ProblemException;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Fans who hold two neighbouring seats of a hall and reserve them, again and again, all in the same few rows. */
final class BookingCrowd implements AutoCloseable {
    private static final int FANS = 50;
    private static final Duration PAUSE = Duration.ofMillis(20); // between two requests of a fan

    private final SeatService service;
    private final Performance performance;
    private final Queue<Reservation> reserved = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final Disposable running;

    BookingCrowd(SeatService service, Performance performance) {
        this.service = service;
        this.performance = performance;
        this.running = Flux.range(0, FANS)
                .flatMap(
                        fan -> Mono.defer(this::holdAndReserve)
                                .onErrorResume(this::note)
                                .repeatWhen(ends -> ends.delayElements(PAUSE)),
                        FANS)
                .subscribe();
    }

    private Mono<Void> holdAndReserve() {
        int seat = 2 * ThreadLocalRandom.current().nextInt(performance.hall().seatCount() / 2);
        List<HallSeat> seats =
                List.of(performance.hall().seat(seat), performance.hall().seat(seat + 1));
        FanId fan = aFan();
        return service.bean(SeatHolds.class)
                .hold(new NewHold(performance, fan, HoldId.nextFor(performance.id())), seats)
                .flatMap(outcome -> reserve(fan, outcome))
                .doOnNext(this::note)
                .then();
    }

    private Mono<ReserveOutcome> reserve(FanId fan, HoldOutcome outcome) {
        return outcome instanceof Held held
                ? service.bean(ReserveSeats.class)
                        .reserve(new ReserveRequest(
                                held.hold().id(),
                                BookingId.next(),
                                fan,
                                Instant.now().plusSeconds(600)))
                : Mono.empty();
    }

    private void note(ReserveOutcome outcome) {
        if (outcome instanceof Reserved done) {
            reserved.add(done.reservation());
        }
    }

    private Mono<Void> note(Throwable failure) {
        boolean notReady = failure instanceof ProblemException refused
                && refused.problem().status() == 503
                && refused.retryAfter() != null;
        if (notReady || failure instanceof Unavailable) {
            unavailable.incrementAndGet();
        } else {
            failures.add(failure);
        }
        return Mono.empty();
    }

    /** What was acknowledged so far. */
    List<Reservation> reserved() {
        return List.copyOf(reserved);
    }

    /** What a fan met other than an outcome or a 503. */
    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    int unavailable() {
        return unavailable.get();
    }

    /** Returns when so many more reservations were acknowledged than may be under way now. */
    void awaitMore(int count) {
        int before = reserved.size();
        await().atMost(PATIENCE.multipliedBy(2)).until(() -> reserved.size() >= before + FANS + count);
    }

    @Override
    public void close() {
        running.dispose();
    }
}
