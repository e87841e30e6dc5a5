package io.onsale.portone.payment;

/** The outcome of a command. */
public sealed interface PaymentOutcome {
    record PriceFixed(SimulatedPayment payment) implements PaymentOutcome {}

    record Authenticated(SimulatedPayment payment) implements PaymentOutcome {}

    record Charged(SimulatedPayment payment) implements PaymentOutcome {}

    /** The issuer declined; the payment is FAILED and may be attempted again. */
    record CardDeclined(SimulatedPayment payment, PgFailure failure) implements PaymentOutcome {}

    /** The acquirer failed; nothing has changed. */
    record AcquirerFailed(PgFailure failure) implements PaymentOutcome {}

    record GivenBack(SimulatedPayment payment, PaymentCancellation refund) implements PaymentOutcome {}

    record CommandRefused(PortOneError refusal) implements PaymentOutcome {}

    /** The request did not reach PortOne; nothing has changed. */
    record LostOnTheWay() implements PaymentOutcome {}

    /** The outcome of a fact, given the payment after it. Also answers repeats after a restart. */
    static PaymentOutcome of(Fact fact, SimulatedPayment after) {
        return switch (fact) {
            case Fact.PreRegistered f -> new PriceFixed(after);
            case Fact.CheckedOut f -> new Authenticated(after);
            case Fact.Paid f -> new Charged(after);
            case Fact.ChargeFailed f -> new CardDeclined(after, f.failure());
            case Fact.Refunded f -> new GivenBack(after, after.refunds().getLast());
        };
    }
}
