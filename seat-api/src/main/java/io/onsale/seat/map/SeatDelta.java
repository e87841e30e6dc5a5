package io.onsale.seat.map;

import io.onsale.seat.seat.SeatState;
import java.util.List;

/** What one version changed. The versions of an epoch have no gaps. */
public record SeatDelta(long version, List<SeatChange> changes) {
    public record SeatChange(int index, SeatState state) {}
}
