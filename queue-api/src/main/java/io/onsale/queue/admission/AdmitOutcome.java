package io.onsale.queue.admission;

/** The result of an admission tick. */
public sealed interface AdmitOutcome {
    /**
     * The tick ran.
     *
     * @param policyVersion the version that the line has
     * @param ended leases that expired and turns that were missed
     */
    record Called(long policyVersion, long called, long ended) implements AdmitOutcome {}

    /** The sale is paused. */
    record Paused(long policyVersion) implements AdmitOutcome {}

    /** The line does not exist, or was set up in another Redis server: this one is new, was lost, or lacks the newest writes. */
    record NoLine() implements AdmitOutcome {}

    /** The line was set up after a loss and does not know yet which fans are inside. */
    record Rebuilding(long epoch) implements AdmitOutcome {}
}
