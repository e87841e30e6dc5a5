package io.onsale.service.access;

import io.onsale.kernel.access.AccessCheck.Accepted;
import io.onsale.kernel.access.AccessCheck.Refused;
import io.onsale.kernel.access.AccessCheck.UnknownKey;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Rejects requests that may not call their route; stores the principal of the others as an attribute of the exchange. */
@Order(Ordered.HIGHEST_PRECEDENCE + 10) // after the request id, before anything expensive
final class AccessFilter implements WebFilter {
    private final AccessRules rules;
    private final Authenticator authenticator;

    AccessFilter(AccessRules rules, Authenticator authenticator) {
        this.rules = rules;
        this.authenticator = authenticator;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        PathContainer path = request.getPath().pathWithinApplication();
        AccessRules.Rule rule = rules.find(request.getMethod(), path);
        if (rule == null) {
            return withoutRule(exchange, rules.methods(path));
        }
        exchange.getAttributes().put(AccessRules.Rule.ATTRIBUTE, rule);
        return switch (BearerToken.of(request.getHeaders())) {
            case BearerToken.Sent sent -> filter(exchange, chain, rule, sent.text());
            case BearerToken.None none ->
                rule.isOpen() ? chain.filter(exchange) : Mono.error(unauthenticated(exchange, Challenge.TOKEN_MISSING));
            case BearerToken.Malformed malformed -> Mono.error(unauthenticated(exchange, Challenge.MALFORMED));
        };
    }

    private Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain, AccessRules.Rule rule, String token) {
        return switch (authenticator.check(token)) {
            case Accepted accepted -> proceed(exchange, chain, rule, accepted.principal());
            case Refused refused -> Mono.error(unauthenticated(exchange, Challenge.TOKEN_REFUSED));
            case UnknownKey unknown -> fetchKeysThenProceed(exchange, chain, rule, token);
        };
    }

    /** {@code OPTIONS} needs no token on any existing path: browsers send it without one (CORS preflight). */
    private static Mono<Void> withoutRule(ServerWebExchange exchange, Set<HttpMethod> methods) {
        if (methods.isEmpty()) {
            return Mono.error(problem(ProblemType.NOT_FOUND, "There is nothing at this address"));
        }
        String allow = methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().set(HttpHeaders.ALLOW, allow);
        if (exchange.getRequest().getMethod().equals(HttpMethod.OPTIONS)) {
            response.setStatusCode(HttpStatus.NO_CONTENT);
            return response.setComplete();
        }
        return Mono.error(problem(ProblemType.METHOD_NOT_ALLOWED, "Allowed methods: " + allow));
    }

    private Mono<Void> fetchKeysThenProceed(
            ServerWebExchange exchange, WebFilterChain chain, AccessRules.Rule rule, String token) {
        return authenticator
                .authenticate(token)
                .switchIfEmpty(Mono.error(() -> unauthenticated(exchange, Challenge.TOKEN_REFUSED)))
                .flatMap(principal -> proceed(exchange, chain, rule, principal));
    }

    private static Mono<Void> proceed(
            ServerWebExchange exchange, WebFilterChain chain, AccessRules.Rule rule, Principal principal) {
        if (!rule.isOpen() && !rule.roles().contains(principal.role())) {
            Challenge.ROLE_REFUSED.show(exchange);
            return Mono.error(problem(ProblemType.FORBIDDEN, "The role " + principal.role() + " may not do this"));
        }
        exchange.getAttributes().put(Caller.ATTRIBUTE, principal);
        return chain.filter(exchange);
    }

    private static ProblemException unauthenticated(ServerWebExchange exchange, Challenge challenge) {
        challenge.show(exchange);
        return problem(ProblemType.UNAUTHENTICATED, challenge.detail());
    }

    private static ProblemException problem(ProblemType type, String detail) {
        return new ProblemException(Problem.of(type, detail));
    }
}
