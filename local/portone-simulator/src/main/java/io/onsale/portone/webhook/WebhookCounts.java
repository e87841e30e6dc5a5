package io.onsale.portone.webhook;

/**
 * What became of the webhooks since the start.
 *
 * @param delivered answered with 2xx
 * @param failedAttempts deliveries that were not; each may be followed by another
 * @param givenUp not delivered after the last attempt, or refused for good with 410
 * @param dropped never tried (again), because too many were waiting
 * @param waiting under way, in the queue, or waiting for their next attempt
 */
public record WebhookCounts(long delivered, long failedAttempts, long givenUp, long dropped, long waiting) {}
