package io.onsale.ticket.session;

import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Codes by which a second device signs in as the same member: shown on one screen, read by the other. One per member at a time. */
public interface Handovers {
    /** How long a code can be used: enough to scan it. */
    Duration TTL = Duration.ofSeconds(60);

    /** A code with at least 128 random bits, for one use. */
    record HandoverCode(String code, Instant expiresAt) {}

    /** A new code, which replaces the one before. */
    Mono<HandoverCode> issue(String memberId);

    /** The member whose code it is; the code is gone then. Empty if there is no such code, any more. */
    Mono<String> redeem(String code);
}
