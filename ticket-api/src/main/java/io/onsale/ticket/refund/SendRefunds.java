package io.onsale.ticket.refund;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.payment.PaymentProvider;
import io.onsale.ticket.payment.PaymentProvider.Cancellation;
import io.onsale.ticket.payment.SettlePayment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Sends refunds to the provider until it has done them, one at a time per payment. The provider is asked first, because refunds made
 * without us change what is left. Each try names the amount that must be left before it, so the provider never refunds twice.
 */
public final class SendRefunds {
    private static final Logger LOG = LoggerFactory.getLogger(SendRefunds.class);
    private static final int BATCH = 20;
    private static final int CONCURRENT_MAX = 4; // calls to the provider

    private final Refunds refunds;
    private final PaymentProvider provider;
    private final SettlePayment settlePayment;

    public SendRefunds(Refunds refunds, PaymentProvider provider, SettlePayment settlePayment) {
        this.refunds = refunds;
        this.provider = provider;
        this.settlePayment = settlePayment;
    }

    /** Sends one batch; emits how many were due. */
    public Mono<Integer> batch() {
        return refunds.leaseDue(BATCH)
                .flatMap(
                        refund -> send(refund)
                                .doOnError(e -> LOG.warn(
                                        "refund {} could not be sent, trying again: {}", refund.id(), e.toString()))
                                .onErrorComplete()
                                .thenReturn(1),
                        CONCURRENT_MAX)
                .reduce(0, Integer::sum);
    }

    /** Sends a refund unless the provider's records show that it is done or not needed; completes when the provider has answered. */
    public Mono<Void> send(Refund refund) {
        return settlePayment
                .ask(refund.payment())
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("the provider does not know its payment")))
                .flatMap(view -> refunds.findNext(refund.id()) // the answer may have changed it
                        .filter(due -> view.returned().stream()
                                .noneMatch(returned -> returned.isPending() && due.isReason(returned.reason())))
                        .flatMap(due -> send(due, view.left())));
    }

    private Mono<Void> send(Refund refund, Money before) {
        return provider.cancel(refund.payment(), refund.amount(), before, refund.reasonSent(), refund.keyFor(before))
                .flatMap(answer -> switch (answer) {
                    case Cancellation.Done done ->
                        refunds.markDone(refund.id(), done.cancellationId())
                                .then(
                                        before.equals(refund.amount()) // nothing is left: the booking may have to
                                                // be cancelled
                                                ? settlePayment.askAndSettle(refund.payment())
                                                : Mono.empty());
                    case Cancellation.Unclear unclear -> lookUp(refund, unclear.reason());
                });
    }

    /** Refused, perhaps because an earlier try has done it and its key has expired: the provider's records decide. */
    private Mono<Void> lookUp(Refund refund, String reason) {
        return settlePayment
                .askAndSettle(refund.payment())
                .then(refunds.isRequested(refund.id()))
                .filter(isRequested -> isRequested)
                .doOnNext(isRequested -> LOG.error(
                        "refund {} of {} for {} is not done: {}",
                        refund.id(),
                        refund.amount(),
                        refund.payment(),
                        reason))
                .then();
    }
}
