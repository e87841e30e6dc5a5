package io.onsale.queue.eta;

/** When it will be the fan's turn: sooner than {@code p50Seconds} in half of all cases, than {@code p90Seconds} in nine of ten. */
public record Eta(long p50Seconds, long p90Seconds) {}
