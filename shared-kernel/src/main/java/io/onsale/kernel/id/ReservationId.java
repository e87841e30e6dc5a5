package io.onsale.kernel.id;

/** The id of a reservation: seats that are durably taken, in Postgres, before any money moves. */
public record ReservationId(String value) {
    public ReservationId {
        OpaqueId.require("reservationId", value);
    }

    public static ReservationId next() {
        return new ReservationId(OpaqueId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
