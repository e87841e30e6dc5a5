package io.onsale.portone.web;

import io.onsale.portone.ledger.Ledger;
import io.onsale.portone.payment.Identifiers;
import io.onsale.portone.payment.PaymentCommand;
import io.onsale.portone.payment.SimulatedPayment;
import io.onsale.portone.payment.Trigger;
import io.onsale.portone.webhook.WebhookCounts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What an audit reads, and what the provider's own staff can do. */
final class AuditRoutes {
    private static final int LEDGER_SIZE_DEFAULT = 500; // payments per page; 1000 are about 200 kB
    private static final int LEDGER_SIZE_MAX = 1000;

    private final CommandExecutor executor;
    private final Ledger ledger;
    private final Supplier<WebhookCounts> webhooks;
    private final Identifiers identifiers;
    private final Replies replies;

    AuditRoutes(
            CommandExecutor executor,
            Ledger ledger,
            Supplier<WebhookCounts> webhooks,
            Identifiers identifiers,
            Replies replies) {
        this.executor = executor;
        this.ledger = ledger;
        this.webhooks = webhooks;
        this.identifiers = identifiers;
        this.replies = replies;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/simulator/ledger", this::ledgerPage)
                .GET("/simulator/totals", this::totals)
                .GET("/simulator/webhooks", request -> Json.ok(webhooks.get()))
                .POST("/simulator/cancellations", this::cancelAtTheProvider)
                .build();
    }

    private record ProviderCancellation(
            @Nullable String paymentId,
            @Nullable Long amount,
            @Nullable String reason,
            @Nullable String trigger,
            @Nullable Boolean skipWebhook) {}

    /** Stands for the provider's console, its staff and the banks: money goes back without a request of the shop. */
    private Mono<ServerResponse> cancelAtTheProvider(ServerRequest request) {
        return RequestParser.body(request).flatMap(bytes -> {
            ProviderCancellation body = Json.readStrictly(bytes, ProviderCancellation.class);
            PaymentCommand command = new PaymentCommand.Cancel(
                    RequestParser.paymentId(body.paymentId()),
                    RequestParser.amount(body.amount(), "amount"),
                    null,
                    null,
                    RequestParser.reason(body.reason()),
                    null,
                    trigger(body.trigger()));
            return executor.perform(command, null, Boolean.TRUE.equals(body.skipWebhook()))
                    .flatMap(replies::of);
        });
    }

    private static Trigger trigger(@Nullable String name) {
        return Arrays.stream(Trigger.values())
                .filter(trigger -> name == null
                        ? trigger == Trigger.CONSOLE
                        : trigger.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("trigger is one of " + Arrays.toString(Trigger.values())));
    }

    /**
     * One payment, as the audit needs it; amounts in minor units.
     *
     * @param paid captured, regardless of later refunds
     */
    private record LedgerRow(
            String paymentId,
            String transactionId,
            String status,
            long total,
            long paid,
            long cancelled,
            String currency,
            @Nullable Instant paidAt,
            int captures) {}

    /** @param next the cursor of the following page; absent on the last */
    private record LedgerPage(
            List<LedgerRow> items, @Nullable String next) {}

    private Mono<ServerResponse> ledgerPage(ServerRequest request) {
        Integer given = RequestParser.number(request.queryParam("size").orElse(null), "size");
        int size = RequestParser.size(given, LEDGER_SIZE_DEFAULT, LEDGER_SIZE_MAX);
        long after = RequestParser.cursor(request.queryParam("cursor").orElse(null));
        List<SimulatedPayment> found = ledger.page(after, size, payment -> true);
        String next = found.size() < size ? null : Long.toString(found.getLast().position());
        return Json.ok(new LedgerPage(found.stream().map(this::row).toList(), next));
    }

    private LedgerRow row(SimulatedPayment payment) {
        return new LedgerRow(
                payment.id().value(),
                identifiers.transactionId(payment),
                payment.status().name(),
                payment.total(),
                payment.captured(),
                payment.refunded(),
                payment.currency(),
                payment.paidAt(),
                payment.captures());
    }

    private Mono<ServerResponse> totals(ServerRequest request) {
        return Json.ok(ledger.totals(
                RequestParser.currency(request.queryParam("currency").orElse(null))));
    }
}
