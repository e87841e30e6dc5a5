package io.onsale.bench;

/**
 * One closed-loop run.
 *
 * @param requestsPerSecond answers of any status, over the whole run
 * @param p50Micros median time from sending to the whole answer, microseconds
 * @param unexpected answers with another status than 2xx, and connections that broke
 */
record Measurement(double requestsPerSecond, long p50Micros, long p99Micros, long unexpected) {}
