package io.onsale.kernel.id;

/** The id of a performance: one date and time of an event, the unit that has seats. */
public record PerformanceId(String value) {
    public PerformanceId {
        OpaqueId.require("performanceId", value);
    }

    public static PerformanceId next() {
        return new PerformanceId(OpaqueId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
