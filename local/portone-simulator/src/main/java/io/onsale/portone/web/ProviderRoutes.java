package io.onsale.portone.web;

import io.onsale.portone.idempotency.RequestKey;
import io.onsale.portone.ledger.Ledger;
import io.onsale.portone.payment.MerchantPaymentId;
import io.onsale.portone.payment.PaymentCommand;
import io.onsale.portone.payment.PortOneError;
import io.onsale.portone.payment.SimulatedPayment;
import io.onsale.portone.payment.Trigger;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** PortOne's own endpoints. */
final class ProviderRoutes {
    private static final int CURSOR_SIZE_DEFAULT = 10; // PortOne's own figures
    private static final int CURSOR_SIZE_MAX = 1000;

    private final CommandExecutor executor;
    private final Ledger ledger;
    private final Documents documents;
    private final Replies replies;
    private final RequestParser parser;

    ProviderRoutes(
            CommandExecutor executor, Ledger ledger, Documents documents, Replies replies, RequestParser parser) {
        this.executor = executor;
        this.ledger = ledger;
        this.documents = documents;
        this.replies = replies;
        this.parser = parser;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .POST("/payments/{paymentId}/pre-register", this::preRegister)
                .POST("/payments/{paymentId}/confirm", this::confirm)
                .POST("/payments/{paymentId}/cancel", this::cancel)
                .GET("/payments/{paymentId}", this::payment)
                .GET("/payments-by-cursor", this::paymentsByCursor)
                .build();
    }

    private record PreRegisterBody(
            @Nullable String storeId,
            @Nullable Long totalAmount,
            @Nullable Long taxFreeAmount,
            @Nullable String currency) {}

    private Mono<ServerResponse> preRegister(ServerRequest request) {
        MerchantPaymentId id = RequestParser.paymentId(request);
        return perform(request, bytes -> {
            PreRegisterBody body = Json.read(bytes, PreRegisterBody.class);
            parser.checkStore(body.storeId());
            Long total = RequestParser.amount(body.totalAmount(), "totalAmount");
            Long taxFree = RequestParser.part(body.taxFreeAmount(), "taxFreeAmount");
            if (total == null) {
                throw new InvalidRequest("totalAmount is required: the simulator's checkout has no other price");
            }
            if (taxFree != null && taxFree > total) {
                throw new InvalidRequest("taxFreeAmount exceeds totalAmount");
            }
            return new Wanted(
                    new PaymentCommand.PreRegister(
                            id, total, taxFree == null ? 0 : taxFree, RequestParser.currency(body.currency())),
                    false);
        });
    }

    private record ConfirmBody(
            @Nullable String storeId,
            @Nullable String paymentToken,
            @Nullable String txId,
            @Nullable String currency,
            @Nullable Long totalAmount,
            @Nullable Long taxFreeAmount,
            @Nullable Boolean isTest,
            @Nullable Boolean skipWebhook) {}

    private Mono<ServerResponse> confirm(ServerRequest request) {
        MerchantPaymentId id = RequestParser.paymentId(request);
        return perform(request, bytes -> {
            ConfirmBody body = Json.read(bytes, ConfirmBody.class);
            parser.checkStore(body.storeId());
            PaymentCommand command = new PaymentCommand.Confirm(
                    id,
                    RequestParser.required(body.paymentToken(), "paymentToken"),
                    body.txId(),
                    body.currency(),
                    body.totalAmount(),
                    body.taxFreeAmount(),
                    body.isTest());
            return new Wanted(command, Boolean.TRUE.equals(body.skipWebhook()));
        });
    }

    private record CancelBody(
            @Nullable String storeId,
            @Nullable Long amount,
            @Nullable Long taxFreeAmount,
            @Nullable Long vatAmount,
            @Nullable String reason,
            @Nullable Long currentCancellableAmount,
            @Nullable Boolean skipWebhook) {}

    private Mono<ServerResponse> cancel(ServerRequest request) {
        MerchantPaymentId id = RequestParser.paymentId(request);
        return perform(request, bytes -> {
            CancelBody body = Json.read(bytes, CancelBody.class);
            parser.checkStore(body.storeId());
            PaymentCommand command = new PaymentCommand.Cancel(
                    id,
                    RequestParser.amount(body.amount(), "amount"),
                    RequestParser.part(body.taxFreeAmount(), "taxFreeAmount"),
                    RequestParser.part(body.vatAmount(), "vatAmount"),
                    RequestParser.reason(body.reason()),
                    body.currentCancellableAmount(),
                    Trigger.API);
            return new Wanted(command, Boolean.TRUE.equals(body.skipWebhook()));
        });
    }

    private record Wanted(PaymentCommand command, boolean skipWebhook) {}

    private Mono<ServerResponse> perform(ServerRequest request, Function<byte[], Wanted> parse) {
        return RequestParser.body(request).flatMap(bytes -> {
            RequestKey key = RequestParser.key(request, bytes);
            Wanted wanted = parse.apply(bytes);
            return executor.perform(wanted.command(), key, wanted.skipWebhook()).flatMap(replies::of);
        });
    }

    private Mono<ServerResponse> payment(ServerRequest request) {
        parser.checkStore(request.queryParam("storeId").orElse(null));
        return ledger.find(RequestParser.paymentId(request))
                .map(payment -> Json.ok(documents.payment(payment)))
                .orElseGet(() -> ProviderProblem.of(PortOneError.PAYMENT_NOT_FOUND));
    }

    private record CursorQuery(
            @Nullable String storeId,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String cursor,
            @Nullable Integer size) {
        static final CursorQuery ANY = new CursorQuery(null, null, null, null, null);

        boolean matches(SimulatedPayment payment) {
            return (from == null || !payment.requestedAt().isBefore(from))
                    && (until == null || payment.requestedAt().isBefore(until));
        }
    }

    /** PortOne takes the query as JSON in the parameter {@code requestBody}. */
    private Mono<ServerResponse> paymentsByCursor(ServerRequest request) {
        CursorQuery query = request.queryParam("requestBody")
                .map(text -> Json.read(text, CursorQuery.class))
                .orElse(CursorQuery.ANY);
        parser.checkStore(query.storeId());
        int size = RequestParser.size(query.size(), CURSOR_SIZE_DEFAULT, CURSOR_SIZE_MAX);
        ObjectNode page = Json.object();
        ArrayNode items = page.putArray("items");
        for (SimulatedPayment payment : ledger.page(RequestParser.cursor(query.cursor()), size, query::matches)) {
            ObjectNode item = items.addObject();
            item.set("payment", documents.payment(payment));
            item.put("cursor", Long.toString(payment.position()));
        }
        return Json.ok(page);
    }
}
