package io.onsale.ticket.refund;

import io.onsale.kernel.money.Money;
import io.onsale.service.loop.WakeUpSignal;
import io.onsale.ticket.payment.MoneyBack;
import io.onsale.ticket.payment.Payment;
import io.onsale.ticket.payment.Payments;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Refunds money that belongs to no booking, in full. */
public final class GiveBack implements MoneyBack {
    private final Refunds refunds;
    private final Payments payments;
    private final WakeUpSignal sending;

    public GiveBack(Refunds refunds, Payments payments, WakeUpSignal sending) {
        this.refunds = refunds;
        this.payments = payments;
        this.sending = sending;
    }

    @Override
    public Mono<Void> giveBack(Payment payment, Money captured, Money left, Cause cause) {
        Refunds.Cause why = why(cause);
        return refunds.exists(payment.paymentId(), why)
                .filter(exists -> !exists && left.amount() > 0)
                .flatMap(isNew -> add(payment, captured, left, cause, why));
    }

    private Mono<Void> add(Payment payment, Money captured, Money left, Cause cause, Refunds.Cause why) {
        Refunds.Request request = new Refunds.Request(
                RefundId.next(), payment.paymentId(), left, captured.minus(left), captured, reason(cause));
        Mono<Void> counted = switch (cause) {
            case PAID_TOO_LATE -> payments.addRefunded(payment.paymentId(), left);
            case WRONG_AMOUNT -> Mono.empty(); // it never counted as paid
        };
        return counted.then(refunds.add(request, why, Duration.ZERO)).then(Mono.fromRunnable(sending::send));
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
