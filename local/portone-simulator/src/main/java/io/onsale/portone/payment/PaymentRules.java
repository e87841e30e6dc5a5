package io.onsale.portone.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides on each command from the payment as it stands. Pure: the same payment, command and time give the same decision. */
public final class PaymentRules {
    /** A buyer's checkouts and the shop's price changes of one payment; bounds what the public checkout can write. */
    public static final int ATTEMPTS_MAX = 100;
    /** Cancellations of one payment; more than any order has seats, and keeps a payment small. */
    public static final int REFUNDS_MAX = 50;

    private final Identifiers identifiers;

    public PaymentRules(Identifiers identifiers) {
        this.identifiers = identifiers;
    }

    public Decision decide(@Nullable Payment payment, PaymentCommand command, Instant now) {
        if (command instanceof PaymentCommand.PreRegister preRegister) {
            return preRegister(payment, preRegister, now);
        }
        if (payment == null) {
            return refuse(Refusal.PAYMENT_NOT_FOUND);
        }
        return switch (command) {
            case PaymentCommand.PreRegister c -> preRegister(payment, c, now);
            case PaymentCommand.CheckOut c -> checkOut(payment, c, now);
            case PaymentCommand.Confirm c -> confirm(payment, c, now);
            case PaymentCommand.Cancel c -> cancel(payment, c, now);
        };
    }

    /** The payment after a fact; {@code before} is null for a payment's first. */
    public static Payment apply(@Nullable Payment before, Fact fact, long nextPosition) {
        if (before != null) {
            return before.after(fact);
        }
        if (fact instanceof Fact.PreRegistered first) {
            return Payment.opened(first, nextPosition);
        }
        throw new IllegalStateException("the payment " + fact.paymentId().value() + " was never pre-registered");
    }

    private static Decision preRegister(@Nullable Payment payment, PaymentCommand.PreRegister c, Instant now) {
        if (payment == null) {
            return write(new Fact.PreRegistered(c.paymentId(), c.total(), c.taxFree(), c.currency(), now));
        }
        if (payment.status().isCaptured()) {
            return refuse(Refusal.ALREADY_PAID);
        }
        if (payment.total() == c.total()
                && payment.taxFree() == c.taxFree()
                && payment.currency().equals(c.currency())) {
            return new Decision.Answer(new Outcome.PriceFixed(payment));
        }
        if (payment.attempt() >= ATTEMPTS_MAX) {
            return refuse(Refusal.MAX_TRANSACTION_COUNT_REACHED);
        }
        return write(new Fact.PreRegistered(c.paymentId(), c.total(), c.taxFree(), c.currency(), now));
    }

    private static Decision checkOut(Payment payment, PaymentCommand.CheckOut c, Instant now) {
        if (payment.status().isCaptured()) {
            return refuse(Refusal.ALREADY_PAID);
        }
        if (payment.status() == PaymentStatus.PAY_PENDING && payment.card() == c.card()) {
            return new Decision.Answer(new Outcome.Authenticated(payment)); // the buyer pressed twice
        }
        if (payment.attempt() >= ATTEMPTS_MAX) {
            return refuse(Refusal.MAX_TRANSACTION_COUNT_REACHED);
        }
        return write(new Fact.CheckedOut(c.paymentId(), c.card(), now));
    }

    private Decision confirm(Payment payment, PaymentCommand.Confirm c, Instant now) {
        if (payment.status().isCaptured()) {
            return refuse(Refusal.ALREADY_PAID);
        }
        if (payment.status() != PaymentStatus.PAY_PENDING || !identifiers.isTokenOf(payment, c.paymentToken())) {
            return refuse(Refusal.INVALID_PAYMENT_TOKEN);
        }
        if (!agrees(payment, c)) {
            return refuse(Refusal.INFORMATION_MISMATCH);
        }
        return charge(payment, now);
    }

    private static Decision charge(Payment payment, Instant now) {
        Card card = payment.card() == null ? Card.OK : payment.card();
        return switch (card) {
            case DECLINED -> write(new Fact.Failed(payment.id(), PgFailure.CARD_DECLINED, now));
            case SECRET_REFUSED -> refuse(Refusal.UNAUTHORIZED);
            case FORBIDDEN -> refuse(Refusal.FORBIDDEN);
            case TOO_MANY_REQUESTS -> refuse(Refusal.TOO_MANY_REQUESTS);
            case GATEWAY_PAGE -> new Decision.Answer(new Outcome.LostOnTheWay());
            case ERROR_502 -> new Decision.Answer(new Outcome.AcquirerFailed(PgFailure.ACQUIRER_DOWN));
            case OK, TIMEOUT_AFTER_CHARGE, SLOW, WEBHOOK_BEFORE_RESPONSE, DUPLICATE_WEBHOOK, LOST_WEBHOOK ->
                write(new Fact.Paid(payment.id(), now));
        };
    }

    private boolean agrees(Payment payment, PaymentCommand.Confirm c) {
        return (c.total() == null || c.total() == payment.total())
                && (c.taxFree() == null || c.taxFree() == payment.taxFree())
                && (c.currency() == null || c.currency().equals(payment.currency()))
                && (c.txId() == null || c.txId().equals(identifiers.transactionId(payment)))
                && (c.isTest() == null || c.isTest()); // the simulator's channel is a test channel
    }

    private static Decision cancel(Payment payment, PaymentCommand.Cancel c, Instant now) {
        if (!payment.status().isCaptured()) {
            return refuse(Refusal.PAYMENT_NOT_PAID);
        }
        long left = payment.refundable();
        if (left == 0) {
            return refuse(Refusal.PAYMENT_ALREADY_CANCELLED);
        }
        if (c.currentRefundable() != null && c.currentRefundable() != left) {
            return refuse(Refusal.CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN);
        }
        long amount = c.amount() == null ? left : c.amount();
        if (amount > left) {
            return refuse(Refusal.CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT);
        }
        long taxFree = c.taxFree() == null ? 0 : c.taxFree();
        long vat = c.vat() == null ? 0 : c.vat();
        if (taxFree > amount || vat > amount - taxFree) {
            return refuse(Refusal.SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT);
        }
        if (payment.refunds().size() >= REFUNDS_MAX) {
            return refuse(Refusal.MAX_CANCEL_COUNT_REACHED);
        }
        return write(new Fact.Refunded(payment.id(), amount, taxFree, vat, c.reason(), c.trigger(), now));
    }

    private static Decision write(Fact fact) {
        return new Decision.Write(fact);
    }

    private static Decision refuse(Refusal refusal) {
        return new Decision.Answer(new Outcome.Refused(refusal));
    }
}
