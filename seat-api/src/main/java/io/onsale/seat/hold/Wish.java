package io.onsale.seat.hold;

import io.onsale.kernel.id.SeatId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which seats a fan asks for. */
public sealed interface Wish {
    /** These seats, 1 to {@link SeatHolds#SEATS_MAX}, distinct. */
    record Chosen(List<SeatId> seats) implements Wish {}

    /** The best free ones, of a grade or in a section if named; accessible ones, or none of these. */
    record BestAvailable(
            int quantity, @Nullable String grade, @Nullable String section, boolean accessible) implements Wish {}
}
