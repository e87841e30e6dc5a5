package io.onsale.portone.payment;

/** The decision on a command: a fact to be written first, or an outcome that changes nothing. */
public sealed interface Decision {
    record Write(Fact fact) implements Decision {}

    record NoFact(PaymentOutcome outcome) implements Decision {}
}
