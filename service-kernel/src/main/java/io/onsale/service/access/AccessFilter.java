package io.onsale.service.access;

import io.onsale.kernel.access.AccessCheck.Accepted;
import io.onsale.kernel.access.AccessCheck.Refused;
import io.onsale.kernel.access.AccessCheck.UnknownKey;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets through who may call the route, with the principal as an attribute of the exchange. */
@Order(Ordered.HIGHEST_PRECEDENCE + 10) // after the request id, before everything that does work
final class AccessFilter implements WebFilter {
    private static final String SCHEME = "Bearer ";

    private final AccessRules rules;
    private final Authenticator authenticator;

    AccessFilter(AccessRules rules, Authenticator authenticator) {
        this.rules = rules;
        this.authenticator = authenticator;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        AccessRules.Rule rule =
                rules.find(request.getMethod(), request.getPath().pathWithinApplication());
        if (rule == null) {
            return Mono.error(problem(ProblemType.NOT_FOUND, "There is nothing at this address"));
        }
        exchange.getAttributes().put(AccessRules.Rule.ATTRIBUTE, rule);
        String token = token(request.getHeaders());
        if (token == null) {
            return rule.isOpen() ? chain.filter(exchange) : Mono.error(unauthenticated());
        }
        return switch (authenticator.check(token)) {
            case Accepted accepted -> proceed(exchange, chain, rule, accepted.principal());
            case Refused refused -> Mono.error(unauthenticated());
            case UnknownKey unknown -> fetchKeysThenProceed(exchange, chain, rule, token);
        };
    }

    private Mono<Void> fetchKeysThenProceed(
            ServerWebExchange exchange, WebFilterChain chain, AccessRules.Rule rule, String token) {
        return authenticator
                .authenticate(token)
                .switchIfEmpty(Mono.error(AccessFilter::unauthenticated))
                .flatMap(principal -> proceed(exchange, chain, rule, principal));
    }

    private static Mono<Void> proceed(
            ServerWebExchange exchange, WebFilterChain chain, AccessRules.Rule rule, Principal principal) {
        if (!rule.isOpen() && !rule.roles().contains(principal.role())) {
            return Mono.error(problem(ProblemType.FORBIDDEN, "This needs another role than " + principal.role()));
        }
        exchange.getAttributes().put(Caller.ATTRIBUTE, principal);
        return chain.filter(exchange);
    }

    private static @Nullable String token(HttpHeaders headers) {
        String value = headers.getFirst(HttpHeaders.AUTHORIZATION);
        return value != null && value.startsWith(SCHEME) ? value.substring(SCHEME.length()) : null;
    }

    private static ProblemException unauthenticated() {
        return problem(ProblemType.UNAUTHENTICATED, "Send a valid access token: Authorization: Bearer <access token>");
    }

    private static ProblemException problem(ProblemType type, String detail) {
        return new ProblemException(Problem.of(type, detail));
    }
}
