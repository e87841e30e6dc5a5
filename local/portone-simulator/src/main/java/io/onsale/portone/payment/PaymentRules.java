package io.onsale.portone.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides each command from the current payment. Pure: the same payment, command and time give the same decision. */
public final class PaymentRules {
    /** Checkouts and price changes of one payment; limits what the public checkout can write. */
    public static final int ATTEMPTS_MAX = 100;
    /** Cancellations of one payment; more than any order has seats; keeps a payment small. */
    public static final int REFUNDS_MAX = 50;

    private final Identifiers identifiers;

    public PaymentRules(Identifiers identifiers) {
        this.identifiers = identifiers;
    }

    public Decision decide(@Nullable SimulatedPayment payment, PaymentCommand command, Instant now) {
        if (command instanceof PaymentCommand.PreRegister preRegister) {
            return preRegister(payment, preRegister, now);
        }
        if (payment == null) {
            return refuse(PortOneError.PAYMENT_NOT_FOUND);
        }
        return switch (command) {
            case PaymentCommand.PreRegister c -> preRegister(payment, c, now);
            case PaymentCommand.CheckOut c -> checkOut(payment, c, now);
            case PaymentCommand.Confirm c -> confirm(payment, c, now);
            case PaymentCommand.Cancel c -> cancel(payment, c, now);
        };
    }

    /** The payment after a fact; {@code before} is null for a payment's first. */
    public static SimulatedPayment apply(@Nullable SimulatedPayment before, Fact fact, long nextPosition) {
        if (before != null) {
            return before.after(fact);
        }
        if (fact instanceof Fact.PreRegistered first) {
            return SimulatedPayment.opened(first, nextPosition);
        }
        throw new IllegalStateException("the payment " + fact.paymentId().value() + " was never pre-registered");
    }

    private static Decision preRegister(@Nullable SimulatedPayment payment, PaymentCommand.PreRegister c, Instant now) {
        if (payment == null) {
            return write(new Fact.PreRegistered(c.paymentId(), c.total(), c.taxFree(), c.currency(), now));
        }
        if (payment.status().isCaptured()) {
            return refuse(PortOneError.ALREADY_PAID);
        }
        if (payment.total() == c.total()
                && payment.taxFree() == c.taxFree()
                && payment.currency().equals(c.currency())) {
            return new Decision.NoFact(new PaymentOutcome.PriceFixed(payment));
        }
        if (payment.attempt() >= ATTEMPTS_MAX) {
            return refuse(PortOneError.MAX_TRANSACTION_COUNT_REACHED);
        }
        return write(new Fact.PreRegistered(c.paymentId(), c.total(), c.taxFree(), c.currency(), now));
    }

    private static Decision checkOut(SimulatedPayment payment, PaymentCommand.CheckOut c, Instant now) {
        if (payment.status().isCaptured()) {
            return refuse(PortOneError.ALREADY_PAID);
        }
        if (payment.status() == PaymentStatus.PAY_PENDING && payment.card() == c.card()) {
            return new Decision.NoFact(new PaymentOutcome.Authenticated(payment)); // a double click
        }
        if (payment.attempt() >= ATTEMPTS_MAX) {
            return refuse(PortOneError.MAX_TRANSACTION_COUNT_REACHED);
        }
        return write(new Fact.CheckedOut(c.paymentId(), c.card(), now));
    }

    private Decision confirm(SimulatedPayment payment, PaymentCommand.Confirm c, Instant now) {
        if (payment.status().isCaptured()) {
            return refuse(PortOneError.ALREADY_PAID);
        }
        if (payment.status() != PaymentStatus.PAY_PENDING || !identifiers.isTokenOf(payment, c.paymentToken())) {
            return refuse(PortOneError.INVALID_PAYMENT_TOKEN);
        }
        if (!agrees(payment, c)) {
            return refuse(PortOneError.INFORMATION_MISMATCH);
        }
        return charge(payment, now);
    }

    private static Decision charge(SimulatedPayment payment, Instant now) {
        Card card = payment.card() == null ? Card.OK : payment.card();
        return switch (card) {
            case DECLINED -> write(new Fact.ChargeFailed(payment.id(), PgFailure.CARD_DECLINED, now));
            case SECRET_REFUSED -> refuse(PortOneError.UNAUTHORIZED);
            case FORBIDDEN -> refuse(PortOneError.FORBIDDEN);
            case TOO_MANY_REQUESTS -> refuse(PortOneError.TOO_MANY_REQUESTS);
            case GATEWAY_PAGE -> new Decision.NoFact(new PaymentOutcome.LostOnTheWay());
            case ERROR_502 -> new Decision.NoFact(new PaymentOutcome.AcquirerFailed(PgFailure.ACQUIRER_DOWN));
            case OK, TIMEOUT_AFTER_CHARGE, SLOW, WEBHOOK_BEFORE_RESPONSE, DUPLICATE_WEBHOOK, LOST_WEBHOOK ->
                write(new Fact.Paid(payment.id(), now));
        };
    }

    private boolean agrees(SimulatedPayment payment, PaymentCommand.Confirm c) {
        return (c.total() == null || c.total() == payment.total())
                && (c.taxFree() == null || c.taxFree() == payment.taxFree())
                && (c.currency() == null || c.currency().equals(payment.currency()))
                && (c.txId() == null || c.txId().equals(identifiers.transactionId(payment)))
                && (c.isTest() == null || c.isTest()); // the simulator's channel is a test channel
    }

    private static Decision cancel(SimulatedPayment payment, PaymentCommand.Cancel c, Instant now) {
        if (!payment.status().isCaptured()) {
            return refuse(PortOneError.PAYMENT_NOT_PAID);
        }
        long left = payment.refundable();
        if (left == 0) {
            return refuse(PortOneError.PAYMENT_ALREADY_CANCELLED);
        }
        if (c.currentRefundable() != null && c.currentRefundable() != left) {
            return refuse(PortOneError.CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN);
        }
        long amount = c.amount() == null ? left : c.amount();
        if (amount > left) {
            return refuse(PortOneError.CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT);
        }
        long taxFree = c.taxFree() == null ? 0 : c.taxFree();
        long vat = c.vat() == null ? 0 : c.vat();
        if (taxFree > amount || vat > amount - taxFree) {
            return refuse(PortOneError.SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT);
        }
        if (payment.refunds().size() >= REFUNDS_MAX) {
            return refuse(PortOneError.MAX_CANCEL_COUNT_REACHED);
        }
        return write(new Fact.Refunded(payment.id(), amount, taxFree, vat, c.reason(), c.trigger(), now));
    }

    private static Decision write(Fact fact) {
        return new Decision.Write(fact);
    }

    private static Decision refuse(PortOneError refusal) {
        return new Decision.NoFact(new PaymentOutcome.CommandRefused(refusal));
    }
}
