package io.onsale.seat.map;

import io.onsale.seat.seat.SeatState;
import java.util.List;

/** What one version changed. Versions of an epoch follow each other without a gap. */
public record SeatDelta(long version, List<SeatChange> changes) {
    public record SeatChange(int index, SeatState state) {}
}
