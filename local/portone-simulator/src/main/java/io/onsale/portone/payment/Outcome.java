package io.onsale.portone.payment;

/** What came of a command. */
public sealed interface Outcome {
    record PriceFixed(Payment payment) implements Outcome {}

    record Authenticated(Payment payment) implements Outcome {}

    record Charged(Payment payment) implements Outcome {}

    /** The issuer said no; the payment is FAILED and may be attempted again. */
    record Declined(Payment payment, PgFailure failure) implements Outcome {}

    /** The acquirer failed; nothing has changed. */
    record AcquirerFailed(PgFailure failure) implements Outcome {}

    record GivenBack(Payment payment, Refund refund) implements Outcome {}

    record Refused(Refusal refusal) implements Outcome {}

    /** It did not get as far as PortOne; nothing has changed. */
    record LostOnTheWay() implements Outcome {}

    /** The outcome that a fact stands for, given the payment as the fact left it. Also used to answer again after a restart. */
    static Outcome of(Fact fact, Payment after) {
        return switch (fact) {
            case Fact.PreRegistered f -> new PriceFixed(after);
            case Fact.CheckedOut f -> new Authenticated(after);
            case Fact.Paid f -> new Charged(after);
            case Fact.Failed f -> new Declined(after, f.failure());
            case Fact.Refunded f -> new GivenBack(after, after.refunds().getLast());
        };
    }
}
