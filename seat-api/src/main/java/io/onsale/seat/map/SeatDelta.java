package io.onsale.seat.map;

import io.onsale.kernel.id.FanId;
import io.onsale.seat.seat.SeatState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one version changed. The versions of an epoch have no gaps.
 *
 * @param newHold whose seats those are that became held; null if none did
 */
public record SeatDelta(
        long version, List<SeatChange> changes, @Nullable NewlyHeld newHold) {
    public SeatDelta(long version, List<SeatChange> changes) {
        this(version, changes, null);
    }

    /** @param until when the hold ends at the earliest, if it is not given back: its sale may be paused meanwhile */
    public record NewlyHeld(FanId fan, Instant until) {}

    public record SeatChange(int index, SeatState state) {}
}
