package io.onsale.portone.web;

import io.onsale.portone.idempotency.RequestKey;
import io.onsale.portone.payment.PaymentCommand;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Carries out commands. */
@FunctionalInterface
public interface CommandExecutor {
    /** Never empty; the work continues when the subscriber cancels. */
    Mono<CommandReply> perform(PaymentCommand command, @Nullable RequestKey key, boolean skipWebhook);
}
