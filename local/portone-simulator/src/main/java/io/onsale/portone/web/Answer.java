package io.onsale.portone.web;

import io.onsale.portone.payment.Outcome;

/** What a request is answered with: what came of it, or why its name stands in the way. */
public sealed interface Answer {
    record Done(Outcome outcome) implements Answer {}

    /** The first request with this name is still under way. */
    record Outstanding() implements Answer {}

    record KeyOfOtherRequest() implements Answer {}
}
