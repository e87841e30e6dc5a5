package io.onsale.service.entrance;

import io.onsale.service.access.AccessRules.Rule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.codec.HttpMessageWriter;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.result.view.ViewResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.DefaultServerWebExchange;
import org.springframework.web.server.i18n.LocaleContextResolver;
import org.springframework.web.server.session.WebSessionManager;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * The HTTP handler of a service. Does the same as Spring's chain of handlers, in the same order: all filters (request id, limits, access),
 * then the route, and a problem for every failure. But it finds a functional route by the access rule that the request matches, instead of
 * searching all handler mappings, and uses few operators: at 30,000 requests per second Spring's chain costs more than the responses. All
 * other requests go to Spring's dispatcher.
 */
final class Entrance implements HttpHandler, ServerResponse.Context {
    /** The components from which Spring builds an exchange. */
    record Parts(WebSessionManager sessions, ServerCodecConfigurer codecs, LocaleContextResolver locales) {
        ServerWebExchange exchange(ServerHttpRequest request, ServerHttpResponse response) {
            return new DefaultServerWebExchange(request, response, sessions, codecs, locales);
        }
    }

    private final Parts parts;
    private final WebFilterChain filters;
    private final Map<Rule, HandlerFunction<?>> routes;
    private final WebHandler dispatcher;
    private final WebExceptionHandler problems;
    private final RouteTimes times;
    private final List<HttpMessageReader<?>> readers; // cached: the configurer makes a new list each time

    Entrance(
            Parts parts,
            List<WebFilter> filters,
            Map<Rule, HandlerFunction<?>> routes,
            WebHandler dispatcher,
            WebExceptionHandler problems,
            RouteTimes times) {
        this.parts = parts;
        this.routes = routes;
        this.dispatcher = dispatcher;
        this.problems = problems;
        this.times = times;
        this.readers = parts.codecs().getReaders();
        this.filters = chain(filters, this::route);
    }

    private static WebFilterChain chain(List<WebFilter> filters, WebFilterChain end) {
        WebFilterChain chain = end;
        for (WebFilter filter : filters.reversed()) {
            WebFilterChain next = chain;
            chain = exchange -> filter.filter(exchange, next);
        }
        return chain;
    }

    @Override
    public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
        long begun = System.nanoTime();
        ServerWebExchange exchange = parts.exchange(request, response);
        return filtered(exchange)
                .onErrorResume(e -> problems.handle(exchange, e))
                .then(Mono.defer(response::setComplete))
                .doFinally(end -> times.record(
                        exchange.getAttribute(Rule.ATTRIBUTE), status(end, response), System.nanoTime() - begun));
    }

    private Mono<Void> filtered(ServerWebExchange exchange) {
        try {
            return filters.filter(exchange);
        } catch (RuntimeException e) {
            return Mono.error(e);
        }
    }

    private Mono<Void> route(ServerWebExchange exchange) {
        Rule rule = exchange.getAttribute(Rule.ATTRIBUTE);
        HandlerFunction<?> route = rule == null ? null : routes.get(rule);
        return rule == null || route == null ? dispatcher.handle(exchange) : answer(exchange, rule, route);
    }

    private Mono<Void> answer(ServerWebExchange exchange, Rule rule, HandlerFunction<?> route) {
        var match = Objects.requireNonNull(
                rule.path().matchAndExtract(exchange.getRequest().getPath().pathWithinApplication()));
        exchange.getAttributes().put(RouterFunctions.URI_TEMPLATE_VARIABLES_ATTRIBUTE, match.getUriVariables());
        return route.handle(ServerRequest.create(exchange, readers)).flatMap(answer -> answer.writeTo(exchange, this));
    }

    private static int status(SignalType end, ServerHttpResponse response) {
        HttpStatusCode status = end == SignalType.ON_COMPLETE ? response.getStatusCode() : null;
        return status == null ? RouteTimes.NO_STATUS : status.value();
    }

    @Override
    public List<HttpMessageWriter<?>> messageWriters() {
        return parts.codecs().getWriters();
    }

    @Override
    public List<ViewResolver> viewResolvers() {
        return List.of();
    }
}
