package io.onsale.portone.web;

import io.onsale.portone.idempotency.RequestKey;
import io.onsale.portone.payment.PaymentCommand;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where requests are carried out. */
@FunctionalInterface
public interface Desk {
    /** Never empty; the work goes on when the subscriber leaves. */
    Mono<Answer> perform(PaymentCommand command, @Nullable RequestKey key, boolean skipWebhook);
}
