package io.onsale.queue.admission;

/** What a tick did. */
public sealed interface AdmitOutcome {
    /**
     * It ran.
     *
     * @param policyVersion that the line obeys
     * @param ended leases that ran out and turns that were missed
     */
    record Called(long policyVersion, long called, long ended) implements AdmitOutcome {}

    /** The sale is paused. */
    record Paused(long policyVersion) implements AdmitOutcome {}

    /** The line is not there: new, or lost. */
    record NoLine() implements AdmitOutcome {}
}
