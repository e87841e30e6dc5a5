package io.onsale.portone.web;

import io.onsale.portone.ledger.Ledger;
import io.onsale.portone.ledger.LedgerUnavailable;
import io.onsale.portone.payment.Identifiers;
import io.onsale.portone.payment.PortOneError;
import io.onsale.portone.webhook.WebhookCounts;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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

/** All endpoints of the simulator: PortOne's, the checkout that stands for its browser SDK, and the audit's. */
public final class SimulatorRoutes {
    private static final System.Logger LOG = System.getLogger(SimulatorRoutes.class.getName());

    private final RouterFunction<ServerResponse> provider;
    private final RouterFunction<ServerResponse> checkout;
    private final RouterFunction<ServerResponse> audit;
    private final RequestParser parser;
    private final BooleanSupplier refusesSecret;

    public SimulatorRoutes(
            CommandExecutor executor,
            Ledger ledger,
            Supplier<WebhookCounts> webhooks,
            Identifiers identifiers,
            String apiSecret,
            String storeId,
            BooleanSupplier refusesSecret) {
        this.parser = new RequestParser(apiSecret, storeId);
        this.refusesSecret = refusesSecret;
        Documents documents = new Documents(storeId, identifiers);
        Replies replies = new Replies(documents);
        this.provider = new ProviderRoutes(executor, ledger, documents, replies, parser)
                .routes()
                .filter(this::authorizedShop);
        this.checkout = new CheckoutPageRoutes(executor, ledger, documents)
                .routes()
                .and(new CheckoutRoutes(executor, replies).routes());
        this.audit = new AuditRoutes(executor, ledger, webhooks, identifiers, replies)
                .routes()
                .filter(this::authorized);
    }

    /** Everything, for the simulator's own port. */
    public HttpHandler everything() {
        return handler(provider.and(checkout).and(audit));
    }

    /** {@code /simulator/**} only, for another origin to pass requests on to with their paths unchanged. */
    public HttpHandler simulatorOnly() {
        return handler(checkout.and(audit));
    }

    private static HttpHandler handler(RouterFunction<ServerResponse> routes) {
        HandlerFunction<ServerResponse> unknown =
                request -> ProviderProblem.of(404, "NOT_FOUND", "There is nothing at this address");
        RouterFunction<ServerResponse> all =
                routes.and(request -> Mono.just(unknown)).filter(SimulatorRoutes::explained);
        HandlerStrategies strategies = HandlerStrategies.builder()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(RequestParser.BODY_MAX))
                .build();
        return RouterFunctions.toHttpHandler(all, strategies);
    }

    /** As {@link #authorized}; a shop is also refused while the provider is told to refuse its secret. */
    private Mono<ServerResponse> authorizedShop(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return refusesSecret.getAsBoolean() ? ProviderProblem.of(PortOneError.UNAUTHORIZED) : authorized(request, next);
    }

    private Mono<ServerResponse> authorized(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return parser.isAuthorized(request) ? next.handle(request) : ProviderProblem.of(PortOneError.UNAUTHORIZED);
    }

    /** Turns exceptions into PortOne's errors. */
    private static Mono<ServerResponse> explained(ServerRequest request, HandlerFunction<ServerResponse> next) {
        return Mono.defer(() -> next.handle(request)).onErrorResume(e -> switch (e) {
            case InvalidRequest bad -> ProviderProblem.of(400, "INVALID_REQUEST", text(bad));
            case ForbiddenStore other -> ProviderProblem.of(403, "FORBIDDEN", text(other));
            case DataBufferLimitException large ->
                ProviderProblem.of(413, "INVALID_REQUEST", "a body has at most " + RequestParser.BODY_MAX + " bytes");
            case LedgerUnavailable away -> ProviderProblem.unavailable(text(away));
            case ResponseStatusException bad ->
                ProviderProblem.of(bad.getStatusCode().value(), "INVALID_REQUEST", "the request is malformed");
            default -> {
                LOG.log(System.Logger.Level.ERROR, "a request failed: " + request.path(), e);
                yield ProviderProblem.of(500, "INTERNAL_SERVER_ERROR", "the simulator has a bug");
            }
        });
    }

    private static String text(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
