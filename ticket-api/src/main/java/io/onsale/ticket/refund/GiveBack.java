package io.onsale.ticket.refund;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.loop.Bell;
import io.onsale.ticket.payment.MoneyBack;
import io.onsale.ticket.payment.Payment;
import io.onsale.ticket.payment.Payments;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Refunds of money that no booking is for, in full. */
public final class GiveBack implements MoneyBack {
    private final Refunds refunds;
    private final Payments payments;
    private final Bell sending;

    public GiveBack(Refunds refunds, Payments payments, Bell sending) {
        this.refunds = refunds;
        this.payments = payments;
        this.sending = sending;
    }

    @Override
    public Mono<Void> giveBack(Payment payment, Money captured, Cause cause) {
        Refunds.Cause why = why(cause);
        return refunds.exists(payment.paymentId(), why)
                .filter(exists -> !exists && captured.amount() > 0)
                .flatMap(isNew -> add(payment, captured, cause, why));
    }

    private Mono<Void> add(Payment payment, Money captured, Cause cause, Refunds.Cause why) {
        Money nothing = Money.zero(captured.currency());
        Refund refund = new Refund(OpaqueId.next(), payment.paymentId(), captured, nothing, captured, reason(cause));
        Mono<Boolean> counted = cause == Cause.PAID_TOO_LATE
                ? payments.addRefunded(payment.paymentId(), captured)
                : Mono.just(true); // was never counted as paid
        return counted.then(refunds.add(refund, why, Duration.ZERO)).then(Mono.fromRunnable(sending::ring));
    }

    private static Refunds.Cause why(Cause cause) {
        return switch (cause) {
            case PAID_TOO_LATE -> Refunds.Cause.PAID_TOO_LATE;
            case WRONG_AMOUNT -> Refunds.Cause.WRONG_AMOUNT;
        };
    }

    private static String reason(Cause cause) {
        return switch (cause) {
            case PAID_TOO_LATE -> "The booking had expired when the payment arrived";
            case WRONG_AMOUNT -> "The amount paid is not that of the booking";
        };
    }
}
