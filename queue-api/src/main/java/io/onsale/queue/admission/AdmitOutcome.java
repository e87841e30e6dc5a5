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

    /** The line is not there, or Redis is not the one it was set up in: new, lost, or without its newest writes. */
    record NoLine() implements AdmitOutcome {}

    /** The line was set up after a loss and waits to be told who is inside. */
    record Rebuilding(long epoch) implements AdmitOutcome {}
}
