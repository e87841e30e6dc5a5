package io.onsale.seat.history;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import io.onsale.seat.history.SeatHistory.ChangePosition;
import io.onsale.seat.history.SeatHistory.SeatRecord;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The history of one seat, for the seller of the event and for managers. */
public final class ReadHistory {
    /** One change: the record, and what the seat was before. */
    public record SeatChanged(SeatRecord record, RecordedState from) {}

    /**
     * A page, the latest change first.
     *
     * @param hasMore whether there are earlier changes
     */
    public record ChangePage(HallSeat seat, List<SeatChanged> changes, boolean hasMore) {}

    private final Performances performances;
    private final SeatHistory history;

    public ReadHistory(Performances performances, SeatHistory history) {
        this.performances = performances;
        this.history = history;
    }

    /**
     * Empty if there is no such performance or seat, or if it is another seller's.
     *
     * @param before null: from the latest on
     */
    public Mono<ChangePage> findPage(
            PerformanceId performance, SeatId seat, Principal caller, @Nullable ChangePosition before, int limit) {
        return performances
                .findPerformance(performance)
                .filter(found -> found.isRunBy(caller))
                .flatMap(found -> Mono.justOrEmpty(found.hall().findSeat(seat))
                        .flatMap(hallSeat ->
                                page(found, hallSeat, before == null ? ChangePosition.END : before, limit)));
    }

    private Mono<ChangePage> page(Performance performance, HallSeat seat, ChangePosition before, int limit) {
        return history.getChanges(performance.id(), seat.index(), before, limit + 1)
                .map(records -> page(seat, records, limit));
    }

    /** The record before each one says what the seat was, and whose hold ended. */
    private static ChangePage page(HallSeat seat, List<SeatRecord> records, int limit) {
        List<SeatChanged> changes = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, records.size()); i++) {
            SeatRecord before = i + 1 < records.size() ? records.get(i + 1) : null;
            changes.add(
                    before == null
                            ? new SeatChanged(records.get(i), atFirst(seat))
                            : new SeatChanged(ofHold(records.get(i), before), before.state()));
        }
        return new ChangePage(seat, changes, records.size() > limit);
    }

    private static RecordedState atFirst(HallSeat seat) {
        return seat.grade().isEmpty() ? RecordedState.BLOCKED : RecordedState.AVAILABLE;
    }

    private static SeatRecord ofHold(SeatRecord record, SeatRecord before) {
        boolean endsHold = record.holdId() == null
                && record.state() == RecordedState.AVAILABLE
                && before.state() == RecordedState.HELD;
        return endsHold
                ? new SeatRecord(
                        record.position(),
                        record.state(),
                        record.cause(),
                        before.holdId(),
                        before.fanId(),
                        record.bookingId(),
                        record.who(),
                        record.reason(),
                        record.at())
                : record;
    }
}
