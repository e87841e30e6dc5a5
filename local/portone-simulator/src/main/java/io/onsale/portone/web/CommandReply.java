package io.onsale.portone.web;

import io.onsale.portone.payment.PaymentOutcome;

/** The reply to a command: its outcome, or why its idempotency key prevents one. */
public sealed interface CommandReply {
    record Performed(PaymentOutcome outcome) implements CommandReply {}

    /** The first request with this key is still in progress. */
    record UnderWay() implements CommandReply {}

    record KeyOfOtherRequest() implements CommandReply {}
}
