package io.onsale.ticket.refund;

import io.onsale.ticket.payment.PaymentProvider;
import io.onsale.ticket.payment.PaymentProvider.Cancellation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Sends refunds to the provider until it has them, one after another for each payment. A repeat carries the same idempotency key
 * and the amount that must be left before, so the provider never gives back twice.
 */
public final class SendRefunds {
    private static final Logger LOG = LoggerFactory.getLogger(SendRefunds.class);
    private static final int BATCH = 20;
    private static final int AT_A_TIME = 4; // calls to the provider

    private final Refunds refunds;
    private final PaymentProvider provider;

    public SendRefunds(Refunds refunds, PaymentProvider provider) {
        this.refunds = refunds;
        this.provider = provider;
    }

    /** Sends one batch; emits how many were due. */
    public Mono<Integer> batch() {
        return refunds.claimDue(BATCH)
                .flatMap(
                        refund -> send(refund)
                                .doOnError(
                                        e -> LOG.warn("refund {} is sent again: {}", refund.refundId(), e.toString()))
                                .onErrorComplete()
                                .thenReturn(1),
                        AT_A_TIME)
                .reduce(0, Integer::sum);
    }

    /** Sends one; completes when the provider has answered, whatever it said. */
    public Mono<Void> send(Refund refund) {
        return provider.cancel(
                        refund.paymentId(),
                        refund.amount(),
                        refund.cancellableBefore(),
                        refund.reason(),
                        refund.refundId())
                .flatMap(answer -> switch (answer) {
                    case Cancellation.Done done -> refunds.markDone(refund.refundId());
                    case Cancellation.Unclear unclear -> lookUp(refund, unclear.reason());
                });
    }

    /** Refused, perhaps because an earlier try did it and its key has been forgotten since: the provider's books decide. */
    private Mono<Void> lookUp(Refund refund, String reason) {
        long afterwards = refund.refundedBefore().plus(refund.amount()).amount();
        return provider.find(refund.paymentId()).flatMap(view -> {
            if (view.cancelled().amount() >= afterwards) {
                return refunds.markDone(refund.refundId());
            }
            LOG.error(
                    "refund {} of {} for {} is not done: {}",
                    refund.refundId(),
                    refund.amount(),
                    refund.paymentId(),
                    reason);
            return Mono.empty();
        });
    }
}
