package io.onsale.seat.drift;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.reservation.Reconciler;
import io.onsale.seat.reservation.SettleReservations;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Compares Redis with Postgres continuously, one slice of seats after the other, over all current performances and then again from the
 * start, and has differences mended. Each node does so independently, so a seat may be mended twice. Seats of an old epoch are skipped: rebuilding
 * them is the rebuild's work.
 */
public final class DriftAuditor {
    private static final Logger LOG = LoggerFactory.getLogger(DriftAuditor.class);
    private static final int SEATS_PER_ROUND = 1000; // one small script and one page of rows: below a percent of a core
    private static final int SLICES_PER_ROUND = 8; // small halls share a round
    private static final int MENDINGS_PER_SLICE = 50; // the rest is mended at the next comparison, a grace later

    private final Performances performances;
    private final LedgerSeats ledger;
    private final StoredSeats stored;
    private final MendSeats mend;
    private final Findings findings;
    private final Queue<PerformanceId> lap =
            new ArrayDeque<>(); // this and the next: only touched by rounds, which never overlap
    private final Queue<Slice> slices = new ArrayDeque<>();
    private volatile boolean failing;

    private DriftAuditor(
            Performances performances, LedgerSeats ledger, StoredSeats stored, MendSeats mend, Findings findings) {
        this.performances = performances;
        this.ledger = ledger;
        this.stored = stored;
        this.mend = mend;
        this.findings = findings;
    }

    /** @param grace how long a difference must stay the same to be drift */
    public static DriftAuditor of(
            Performances performances,
            LedgerSeats ledger,
            StoredSeats stored,
            SettleReservations settle,
            Reconciler reconciler,
            Clock clock,
            Duration grace,
            MeterRegistry meters) {
        return new DriftAuditor(
                performances,
                ledger,
                stored,
                new MendSeats(ledger, stored, settle, reconciler),
                new Findings(clock, grace, meters));
    }

    /** Compares the next seats. */
    public Mono<Void> round() {
        return beginLap().then(Mono.defer(this::compareSome));
    }

    private Mono<Void> beginLap() {
        return !lap.isEmpty() || !slices.isEmpty()
                ? Mono.empty()
                : performances
                        .current()
                        .collectList() // ids only
                        .doOnNext(current -> {
                            findings.keepOnly(new HashSet<>(current));
                            lap.addAll(current);
                        })
                        .then();
    }

    private Mono<Void> compareSome() {
        return Mono.defer(this::nextSlice)
                .flatMap(slice -> compareOrSkip(slice).thenReturn(slice.count()))
                .repeat(SLICES_PER_ROUND - 1L)
                .scan(Integer::sum)
                .takeUntil(seats -> seats >= SEATS_PER_ROUND)
                .then();
    }

    private Mono<Slice> nextSlice() {
        Slice due = findings.takeDue();
        if (due != null) {
            return Mono.just(due);
        }
        if (!slices.isEmpty()) {
            return Mono.just(slices.remove());
        }
        PerformanceId next = lap.poll();
        return next == null
                ? Mono.empty()
                : performances
                        .findPerformance(next)
                        .doOnNext(performance -> slices.addAll(slices(performance)))
                        .mapNotNull(performance -> slices.poll());
    }

    private static List<Slice> slices(Performance performance) {
        int seats = performance.hall().seatCount();
        return IntStream.iterate(0, first -> first < seats, first -> first + Slice.SEATS_MAX)
                .mapToObj(first -> new Slice(performance.id(), first, Math.min(Slice.SEATS_MAX, seats - first)))
                .toList();
    }

    /** Compares the whole performance once. */
    Mono<Void> compare(PerformanceId id) {
        return performances
                .findPerformance(id)
                .flatMapIterable(DriftAuditor::slices)
                .concatMap(this::compare)
                .then();
    }

    /** A store that is unavailable, or seats that are being rebuilt: this slice cannot be compared now. */
    private Mono<Void> compareOrSkip(Slice slice) {
        return compare(slice)
                .doOnSuccess(done -> failing = false)
                .doOnError(this::logOnce)
                .onErrorComplete(); // the next slice follows
    }

    private Mono<Void> compare(Slice slice) {
        return performances
                .findPerformance(slice.performance())
                .flatMap(performance -> ledger.read(slice)
                        .flatMap(page -> stored.read(slice, page.epoch(), page.live())
                                .map(there -> SeatComparison.of(slice, performance.hall(), page, there))))
                .map(found -> findings.record(slice, found))
                .flatMapIterable(drifts -> drifts)
                .take(MENDINGS_PER_SLICE)
                .concatMap(drift ->
                        mend.mend(slice.performance(), drift).doOnSuccess(done -> findings.countMending(drift)))
                .then();
    }

    private void logOnce(Throwable e) {
        if (!failing) {
            LOG.warn("cannot compare all seats with Postgres now: {}", e.toString());
        }
        failing = true;
    }
}
