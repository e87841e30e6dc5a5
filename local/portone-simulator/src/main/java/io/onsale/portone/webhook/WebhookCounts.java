package io.onsale.portone.webhook;

/**
 * Webhooks since the start, by what happened to them.
 *
 * @param delivered answered with 2xx
 * @param failedAttempts attempts that were not; each may be followed by another
 * @param givenUp not delivered after the last attempt, or refused permanently with 410
 * @param dropped not sent, because too many were waiting
 * @param waiting being sent, queued, or waiting for the next attempt
 */
public record WebhookCounts(long delivered, long failedAttempts, long givenUp, long dropped, long waiting) {}
