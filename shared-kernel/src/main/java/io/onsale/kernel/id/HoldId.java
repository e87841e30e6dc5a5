package io.onsale.kernel.id;

/**
 * A temporary claim on seats in Redis. Opaque to callers; inside, {@code <performance>.<random>}, so that whoever has the
 * hold's id knows which performance (and so which Redis slot) it belongs to.
 */
public record HoldId(PerformanceId performance, String random) {
    private static final String SHAPE = "an id handed out with a hold";

    public HoldId {
        OpaqueId.require("holdId", random);
    }

    public static HoldId nextFor(PerformanceId performance) {
        return new HoldId(performance, OpaqueId.next());
    }

    /** Parses the form that callers carry; throws {@link MalformedId}. */
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
