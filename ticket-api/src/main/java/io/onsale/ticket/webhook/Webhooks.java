package io.onsale.ticket.webhook;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The inbox of webhooks: each is worked on once, however often it is delivered. */
public interface Webhooks {
    /** @param tries how often it has been worked on, this time included */
    record Received(String webhookId, String body, int tries) {}

    /** How a webhook ended. */
    enum End {
        PROCESSED,
        /** Nothing of ours. */
        IGNORED,
        /** Could not be worked on; the payment it is about is watched instead. */
        HANDED_OVER,
        /** Given up on: it could not be worked on, and is about no payment of ours. */
        DEAD
    }

    /** Keeps a genuine webhook; one that is there already is left as it is. */
    Mono<Void> receive(String webhookId, String body);

    /** Webhooks that are due; nobody else gets them for a while that grows with the tries. */
    Flux<Received> leaseDue(int limit);

    Mono<Void> settle(String webhookId, End end);

    /** Forgets those settled longer ago than {@code age}; emits how many, {@code limit} at most. */
    Mono<Integer> forgetSettled(Duration age, int limit);
}
