package io.onsale.seat.plan;

/** A {@link PlanDocument} ready to be sent: the same JSON twice. Do not change the arrays. */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying a megabyte a request would be the cost
public record ServedPlan(String version, byte[] json, byte[] gzip) {
    /** Memory that it takes, in bytes. */
    public int weight() {
        return json.length + gzip.length;
    }
}
