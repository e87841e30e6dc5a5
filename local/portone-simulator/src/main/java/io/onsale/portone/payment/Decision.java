package io.onsale.portone.payment;

/** What a command leads to: a fact to be written down first, or an outcome that changes nothing. */
public sealed interface Decision {
    record Write(Fact fact) implements Decision {}

    record Answer(Outcome outcome) implements Decision {}
}
