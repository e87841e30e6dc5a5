package io.onsale.portone.web;

import io.onsale.portone.idempotency.RequestKey;
import io.onsale.portone.ledger.Ledger;
import io.onsale.portone.ledger.LedgerUnavailable;
import io.onsale.portone.payment.Card;
import io.onsale.portone.payment.Identifiers;
import io.onsale.portone.payment.Outcome;
import io.onsale.portone.payment.Payment;
import io.onsale.portone.payment.PaymentCommand;
import io.onsale.portone.payment.PaymentId;
import io.onsale.portone.payment.Refusal;
import io.onsale.portone.payment.Trigger;
import io.onsale.portone.webhook.WebhookCounts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** PortOne's endpoints, the checkout that stands for its browser SDK, and the audit's reads. */
public final class SimulatorRoutes {
    private static final System.Logger LOG = System.getLogger(SimulatorRoutes.class.getName());
    private static final int CURSOR_SIZE_DEFAULT = 10; // PortOne's own figures
    private static final int CURSOR_SIZE_MAX = 1000;
    private static final int LEDGER_SIZE_DEFAULT = 500; // payments on a page; 1000 are about 200 kB
    private static final int LEDGER_SIZE_MAX = 1000;

    private final Desk desk;
    private final Ledger ledger;
    private final Supplier<WebhookCounts> webhooks;
    private final Identifiers identifiers;
    private final Documents documents;
    private final Door door;
    private final BooleanSupplier refusesSecret;

    public SimulatorRoutes(
            Desk desk,
            Ledger ledger,
            Supplier<WebhookCounts> webhooks,
            Identifiers identifiers,
            String apiSecret,
            String storeId,
            BooleanSupplier refusesSecret) {
        this.desk = desk;
        this.ledger = ledger;
        this.webhooks = webhooks;
        this.identifiers = identifiers;
        this.documents = new Documents(storeId, identifiers);
        this.door = new Door(apiSecret, storeId);
        this.refusesSecret = refusesSecret;
    }

    /** Everything, for the simulator's own port. */
    public HttpHandler everything() {
        return handler(provider().and(checkout()).and(audit()));
    }

    /** {@code /simulator/**} only, for another origin to pass requests on to with their paths unchanged. */
    public HttpHandler simulatorOnly() {
        return handler(checkout().and(audit()));
    }

    private RouterFunction<ServerResponse> provider() {
        return RouterFunctions.route()
                .POST("/payments/{paymentId}/pre-register", this::preRegister)
                .POST("/payments/{paymentId}/confirm", this::confirm)
                .POST("/payments/{paymentId}/cancel", this::cancel)
                .GET("/payments/{paymentId}", this::payment)
                .GET("/payments-by-cursor", this::paymentsByCursor)
                .filter((request, next) ->
                        refusesSecret.getAsBoolean() ? Problem.of(Refusal.UNAUTHORIZED) : authorized(request, next))
                .build();
    }

    private RouterFunction<ServerResponse> checkout() {
        return RouterFunctions.route()
                .POST("/simulator/checkout", this::checkOut)
                .GET("/simulator/health", request -> Json.ok(Json.object().put("status", "UP")))
                .build();
    }

    private RouterFunction<ServerResponse> audit() {
        return RouterFunctions.route()
                .GET("/simulator/ledger", this::ledgerPage)
                .GET("/simulator/totals", this::totals)
                .GET("/simulator/webhooks", request -> Json.ok(webhooks.get()))
                .POST("/simulator/cancellations", this::cancelAtTheProvider)
                .filter(this::authorized)
                .build();
    }

    private static HttpHandler handler(RouterFunction<ServerResponse> routes) {
        HandlerFunction<ServerResponse> unknown =
                request -> Problem.of(404, "NOT_FOUND", "There is nothing at this address");
        RouterFunction<ServerResponse> all =
                routes.and(request -> Mono.just(unknown)).filter(SimulatorRoutes::explained);
        HandlerStrategies strategies = HandlerStrategies.builder()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(Door.BODY_MAX))
                .build();
        return RouterFunctions.toHttpHandler(all, strategies);
    }

    private Mono<ServerResponse> authorized(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return door.isAuthorized(request) ? next.handle(request) : Problem.of(Refusal.UNAUTHORIZED);
    }

    /** Turns what went wrong into PortOne's words. */
    private static Mono<ServerResponse> explained(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return Mono.defer(() -> next.handle(request)).onErrorResume(e -> switch (e) {
            case InvalidRequest bad -> Problem.of(400, "INVALID_REQUEST", text(bad));
            case ForbiddenStore other -> Problem.of(403, "FORBIDDEN", text(other));
            case DataBufferLimitException large ->
                Problem.of(413, "INVALID_REQUEST", "a body has at most " + Door.BODY_MAX + " bytes");
            case LedgerUnavailable away -> Problem.unavailable(text(away));
            case ResponseStatusException bad ->
                Problem.of(bad.getStatusCode().value(), "INVALID_REQUEST", "the request is malformed");
            default -> {
                LOG.log(System.Logger.Level.ERROR, "a request failed: " + request.path(), e);
                yield Problem.of(500, "INTERNAL_SERVER_ERROR", "the simulator has a bug");
            }
        });
    }

    private static String text(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    private record PreRegisterBody(
            @Nullable String storeId,
            @Nullable Long totalAmount,
            @Nullable Long taxFreeAmount,
            @Nullable String currency) {}

    private Mono<ServerResponse> preRegister(ServerRequest request) {
        PaymentId id = Door.paymentId(request);
        return perform(request, bytes -> {
            PreRegisterBody body = Json.read(bytes, PreRegisterBody.class);
            door.checkStore(body.storeId());
            Long total = Door.amount(body.totalAmount(), "totalAmount");
            Long taxFree = Door.part(body.taxFreeAmount(), "taxFreeAmount");
            if (total == null) {
                throw new InvalidRequest("totalAmount is required: the simulator's checkout has no other price");
            }
            if (taxFree != null && taxFree > total) {
                throw new InvalidRequest("taxFreeAmount exceeds totalAmount");
            }
            return new Wanted(
                    new PaymentCommand.PreRegister(
                            id, total, taxFree == null ? 0 : taxFree, Door.currency(body.currency())),
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
        PaymentId id = Door.paymentId(request);
        return perform(request, bytes -> {
            ConfirmBody body = Json.read(bytes, ConfirmBody.class);
            door.checkStore(body.storeId());
            PaymentCommand command = new PaymentCommand.Confirm(
                    id,
                    Door.required(body.paymentToken(), "paymentToken"),
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
        PaymentId id = Door.paymentId(request);
        return perform(request, bytes -> {
            CancelBody body = Json.read(bytes, CancelBody.class);
            door.checkStore(body.storeId());
            PaymentCommand command = new PaymentCommand.Cancel(
                    id,
                    Door.amount(body.amount(), "amount"),
                    Door.part(body.taxFreeAmount(), "taxFreeAmount"),
                    Door.part(body.vatAmount(), "vatAmount"),
                    Door.reason(body.reason()),
                    body.currentCancellableAmount(),
                    Trigger.API);
            return new Wanted(command, Boolean.TRUE.equals(body.skipWebhook()));
        });
    }

    private record ProviderCancellation(
            @Nullable String paymentId,
            @Nullable Long amount,
            @Nullable String reason,
            @Nullable String trigger,
            @Nullable Boolean skipWebhook) {}

    /** Stands for the provider's console, its staff and the banks: money goes back without the shop's doing. */
    private Mono<ServerResponse> cancelAtTheProvider(ServerRequest request) {
        return Door.body(request).flatMap(bytes -> {
            ProviderCancellation body = Json.readStrictly(bytes, ProviderCancellation.class);
            PaymentCommand command = new PaymentCommand.Cancel(
                    Door.paymentId(body.paymentId()),
                    Door.amount(body.amount(), "amount"),
                    null,
                    null,
                    Door.reason(body.reason()),
                    null,
                    trigger(body.trigger()));
            return desk.perform(command, null, Boolean.TRUE.equals(body.skipWebhook()))
                    .flatMap(this::answer);
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

    private record CheckoutBody(
            @Nullable String paymentId, @Nullable String card) {}

    private Mono<ServerResponse> checkOut(ServerRequest request) {
        return Door.body(request).flatMap(bytes -> {
            CheckoutBody body = Json.readStrictly(bytes, CheckoutBody.class);
            Card card = body.card() == null ? Card.OK : card(body.card());
            PaymentCommand command = new PaymentCommand.CheckOut(Door.paymentId(body.paymentId()), card);
            return desk.perform(command, null, false).flatMap(this::answer);
        });
    }

    private static Card card(String name) {
        return Card.find(name).orElseThrow(() -> new InvalidRequest("card is not one of the simulator's"));
    }

    private record Wanted(PaymentCommand command, boolean skipWebhook) {}

    private Mono<ServerResponse> perform(ServerRequest request, Function<byte[], Wanted> parse) {
        return Door.body(request).flatMap(bytes -> {
            RequestKey key = Door.key(request, bytes);
            Wanted wanted = parse.apply(bytes);
            return desk.perform(wanted.command(), key, wanted.skipWebhook()).flatMap(this::answer);
        });
    }

    private Mono<ServerResponse> answer(Answer answer) {
        return switch (answer) {
            case Answer.Done done -> answer(done.outcome());
            case Answer.Outstanding o ->
                Problem.of(409, "IDEMPOTENCY_OUTSTANDING_REQUEST", "The first request with this key is under way");
            case Answer.KeyOfOtherRequest o ->
                Problem.of(400, "INVALID_REQUEST", "The Idempotency-Key was given to another request");
        };
    }

    private Mono<ServerResponse> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.PriceFixed o -> Json.ok(Json.object());
            case Outcome.Authenticated o -> Json.ok(documents.authenticated(o.payment()));
            case Outcome.Charged o -> Json.ok(documents.confirmed(o.payment()));
            case Outcome.Declined o -> Problem.of(o.failure());
            case Outcome.AcquirerFailed o -> Problem.of(o.failure());
            case Outcome.GivenBack o -> Json.ok(documents.cancelled(o.payment(), o.refund()));
            case Outcome.Refused o -> Problem.of(o.refusal());
            case Outcome.LostOnTheWay o -> Problem.gatewayPage();
        };
    }

    private Mono<ServerResponse> payment(ServerRequest request) {
        door.checkStore(request.queryParam("storeId").orElse(null));
        return ledger.find(Door.paymentId(request))
                .map(payment -> Json.ok(documents.payment(payment)))
                .orElseGet(() -> Problem.of(Refusal.PAYMENT_NOT_FOUND));
    }

    private record CursorQuery(
            @Nullable String storeId,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String cursor,
            @Nullable Integer size) {
        static final CursorQuery ANY = new CursorQuery(null, null, null, null, null);

        boolean matches(Payment payment) {
            return (from == null || !payment.requestedAt().isBefore(from))
                    && (until == null || payment.requestedAt().isBefore(until));
        }
    }

    /** PortOne takes the query as JSON in the parameter {@code requestBody}. */
    private Mono<ServerResponse> paymentsByCursor(ServerRequest request) {
        CursorQuery query = request.queryParam("requestBody")
                .map(text -> Json.read(text, CursorQuery.class))
                .orElse(CursorQuery.ANY);
        door.checkStore(query.storeId());
        int size = Door.size(query.size(), CURSOR_SIZE_DEFAULT, CURSOR_SIZE_MAX);
        ObjectNode page = Json.object();
        ArrayNode items = page.putArray("items");
        for (Payment payment : ledger.page(Door.cursor(query.cursor()), size, query::matches)) {
            ObjectNode item = items.addObject();
            item.set("payment", documents.payment(payment));
            item.put("cursor", Long.toString(payment.position()));
        }
        return Json.ok(page);
    }

    /**
     * One payment in the audit's eyes; amounts in minor units.
     *
     * @param paid captured, whatever was given back since
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
        Integer given = Door.number(request.queryParam("size").orElse(null), "size");
        int size = Door.size(given, LEDGER_SIZE_DEFAULT, LEDGER_SIZE_MAX);
        long after = Door.cursor(request.queryParam("cursor").orElse(null));
        List<Payment> found = ledger.page(after, size, payment -> true);
        String next = found.size() < size ? null : Long.toString(found.getLast().position());
        return Json.ok(new LedgerPage(found.stream().map(this::row).toList(), next));
    }

    private LedgerRow row(Payment payment) {
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
        return Json.ok(
                ledger.totals(Door.currency(request.queryParam("currency").orElse(null))));
    }
}
