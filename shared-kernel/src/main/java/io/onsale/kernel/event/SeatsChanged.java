package io.onsale.kernel.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened to seats of one performance. Readers go by {@code version} and {@code step}, not by the order of delivery, and may see a move
 * more than once.
 *
 * @param moves at most 500
 * @param recount absent but where moves of holds may be missing before
 */
public record SeatsChanged(
        String performanceId,
        List<SeatMove> moves,
        @Nullable SeatRecount recount) implements OnsaleEvent {
    /**
     * One thing that happened to some seats at once. Of the moves of one seat the one with the higher version is the later, and of one version the
     * one with the higher step.
     *
     * @param version of the performance's seats; of a reservation's moves the fence of its hold
     * @param step 0; 1 to 3 when a reservation was made, sold and given back
     * @param state that the seats have from then on: {@code AVAILABLE HELD RESERVED SOLD BLOCKED}
     * @param cause e.g. {@code HOLD EXPIRY SALE BLOCK}
     * @param seats indices in the plan
     * @param who a seller or manager, of what these did
     */
    public record SeatMove(
            long version,
            int step,
            String state,
            String cause,
            List<Integer> seats,
            @Nullable String holdId,
            @Nullable String fanId,
            @Nullable String bookingId,
            @Nullable String who,
            @Nullable String reason,
            Instant at) {}

    /**
     * All seats that are held at a version: others that were last known as held by a hold are so no longer.
     *
     * @param version of the seats; moves of holds up to it may be missing
     */
    public record SeatRecount(long version, List<Integer> held, Instant at) {}

    @Override
    public String orderingKey() {
        return performanceId;
    }

    @Override
    public Topic topic() {
        return Topic.SEAT_CHANGES;
    }
}
