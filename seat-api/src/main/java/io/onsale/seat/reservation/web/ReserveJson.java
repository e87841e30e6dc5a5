package io.onsale.seat.reservation.web;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.seat.reservation.ReserveSeats.ReserveRequest;
import io.onsale.service.web.Problem;
import io.onsale.service.web.Problem.FieldError;
import io.onsale.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which booking takes over the hold; all fields are required. */
@Schema(requiredProperties = {"bookingId", "fanId", "payUntil"})
record ReserveJson(
        @Nullable String bookingId,
        @Nullable String fanId,
        @Nullable Instant payUntil) {
    /** Parses, or throws the problem that it has. */
    ReserveRequest toRequest(HoldId hold) {
        if (bookingId == null || fanId == null || payUntil == null) {
            throw new ProblemException(Problem.invalid(missing()));
        }
        return new ReserveRequest(hold, new BookingId(bookingId), new FanId(fanId), payUntil);
    }

    private List<FieldError> missing() {
        List<FieldError> errors = new ArrayList<>();
        add(errors, "bookingId", bookingId);
        add(errors, "fanId", fanId);
        add(errors, "payUntil", payUntil);
        return errors;
    }

    private static void add(List<FieldError> errors, String field, @Nullable Object value) {
        if (value == null) {
            errors.add(new FieldError(field, "is missing"));
        }
    }
}
