package io.onsale.seat.map;

import io.onsale.kernel.id.FanId;
import io.onsale.seat.map.SeatDelta.NewlyHeld;
import io.onsale.seat.map.SeatDelta.SeatChange;
import io.onsale.seat.seat.SeatState;
import io.onsale.seat.seat.SeatStates;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which fan has each taken seat, and until when, as far as the stream of changes tells: 12 bytes per seat. Not thread-safe. */
final class Holders {
    private static final int UNKNOWN = 0;

    private final int[] holders; // a number of the fan, which few others share
    private final long[] untilMs;

    Holders(int seatCount) {
        holders = new int[seatCount];
        untilMs = new long[seatCount];
    }

    void clear() {
        Arrays.fill(holders, UNKNOWN);
        Arrays.fill(untilMs, 0);
    }

    void apply(SeatDelta delta) {
        for (SeatChange change : delta.changes()) {
            switch (change.state()) {
                case HELD -> hold(change.index(), delta.newHold());
                case SOLD -> untilMs[change.index()] = 0; // the holder has bought it
                case AVAILABLE, BLOCKED -> hold(change.index(), null);
            }
        }
    }

    private void hold(int index, @Nullable NewlyHeld by) {
        holders[index] = by == null ? UNKNOWN : number(by.fan());
        untilMs[index] = by == null ? 0 : by.until().toEpochMilli();
    }

    private boolean isHeldAt(int index, Instant later) {
        return untilMs[index] > later.toEpochMilli();
    }

    private boolean isKnown(int index) {
        return holders[index] != UNKNOWN;
    }

    private boolean mayBe(int index, FanId fan) {
        return !isKnown(index) || holders[index] == number(fan);
    }

    /** What the asker may still get of a seat that is in {@code state} now. */
    SeatChance chance(SeatState state, int index, FanId asker, Instant now) {
        return switch (state) {
            case AVAILABLE -> SeatChance.OPEN;
            case BLOCKED -> SeatChance.UNSURE;
            case HELD -> isHeldAt(index, now.plus(SeatChance.MARGIN)) ? ofTaken(index, asker) : SeatChance.UNSURE;
            case SOLD -> ofTaken(index, asker);
        };
    }

    private SeatChance ofTaken(int index, FanId asker) {
        if (!isKnown(index)) {
            return SeatChance.GONE_UNLESS_OWN;
        }
        return mayBe(index, asker) ? SeatChance.UNSURE : SeatChance.GONE;
    }

    /** See {@link SeatMap#notGone}. */
    int notGone(SeatStates states, int first, int length, FanId asker, Instant now, int enough) {
        int count = 0;
        for (int index = first; index < first + length && count < enough; index++) {
            count += chance(states.get(index), index, asker, now) == SeatChance.GONE ? 0 : 1;
        }
        return count;
    }

    /** See {@link SeatMap#stretches}. */
    void stretches(SeatStates states, int first, int length, @Nullable Instant now, Stretch found) {
        Instant later = now == null ? Instant.MAX : now.plus(SeatChance.MARGIN);
        int from = first;
        for (int index = first; index <= first + length; index++) {
            boolean isIn = index < first + length
                    && (states.isAvailable(index)
                            || now != null && states.get(index) == SeatState.HELD && !isHeldAt(index, later));
            if (!isIn) {
                if (index > from) {
                    found.of(from, index - 1);
                }
                from = index + 1;
            }
        }
    }

    private static int number(FanId fan) {
        int hash = fan.value().hashCode();
        return hash == UNKNOWN ? 1 : hash;
    }
}
