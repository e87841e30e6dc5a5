package io.onsale.kernel.id;

/** The id of a booking: an order for seats. */
public record BookingId(String value) {
    public BookingId {
        OpaqueId.require("bookingId", value);
    }

    public static BookingId next() {
        return new BookingId(OpaqueId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
