package io.onsale.ticket.webhook;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The inbox of webhooks: each is processed once, however often it is delivered. */
public interface Webhooks {
    /** @param tries how often it has been tried, including this time */
    record Received(String webhookId, String body, int tries) {}

    /** How a webhook ended. */
    enum End {
        PROCESSED,
        /** Not about a payment of ours. */
        IGNORED,
        /** Could not be processed; its payment is watched instead. */
        HANDED_OVER,
        /** Could not be processed, and is not about a payment of ours. */
        DEAD
    }

    /** Stores a genuine webhook, unless it is there already. */
    Mono<Void> receive(String webhookId, String body);

    /** Webhooks that are due; no other node gets them for a time that grows with the tries. */
    Flux<Received> leaseDue(int limit);

    Mono<Void> settle(String webhookId, End end);

    /** Deletes webhooks settled longer ago than {@code age}, at most {@code limit}; emits how many. */
    Mono<Integer> forgetSettled(Duration age, int limit);
}
