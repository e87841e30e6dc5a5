package io.onsale.kernel.id;

/**
 * The id of a hold: seats that are temporarily taken, in Redis. Opaque to clients; internally {@code <performance>.<random>}, so that the id
 * tells the performance, and so the Redis slot.
 */
public record HoldId(PerformanceId performance, String random) {
    private static final String SHAPE = "an id returned with a hold";

    public HoldId {
        OpaqueId.require("holdId", random);
    }

    public static HoldId nextFor(PerformanceId performance) {
        return new HoldId(performance, OpaqueId.next());
    }

    /** Parses the form used in HTTP; throws {@link MalformedId}. */
    public static HoldId parse(String value) {
        int dot = value.indexOf('.');
        if (dot < 0) {
            throw new MalformedId("holdId", SHAPE);
        }
        try {
            return new HoldId(new PerformanceId(value.substring(0, dot)), value.substring(dot + 1));
        } catch (MalformedId e) {
            throw new MalformedId("holdId", SHAPE);
        }
    }

    public String value() {
        return performance.value() + "." + random;
    }

    @Override
    public String toString() {
        return value();
    }
}
