package io.onsale.kernel.id;

/** The durable claim on seats in Postgres, made before any money moves. */
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
