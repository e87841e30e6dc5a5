package io.onsale.ticket.booking;

import io.onsale.kernel.id.BookingId;
import java.util.regex.Pattern;

/** The payment of a booking, as the payment provider knows it; one for all attempts to pay. 1 to 64 visible ASCII characters. */
public record PaymentId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[!-~]{1,64}");

    public PaymentId {
        if (!hasShape(value)) {
            throw new IllegalArgumentException("not the id of a payment: " + value);
        }
    }

    public static PaymentId of(BookingId booking) {
        return new PaymentId("onsale-" + booking.value());
    }

    public static boolean hasShape(String value) {
        return SHAPE.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
