package io.onsale.ticket.idempotency.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.access.Caller;
import io.onsale.service.limit.CallerLimit;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.ticket.idempotency.KeyedRequest;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Reads {@code Idempotency-Key}, with or without the quotes of RFC 8941. Each keyed request costs transactions here and calls to other
 * services, so a rate per caller is enforced before anything else is done.
 */
final class KeyedRequestResolver implements HandlerMethodArgumentResolver {
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern SHAPE =
            Pattern.compile("\"?([\\x21\\x23-\\x7e]{1,128})\"?"); // visible ASCII, no quote

    private final CallerLimit limit;

    KeyedRequestResolver(CallerLimit limit) {
        this.limit = limit;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(KeyedRequest.class);
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> {
            String caller =
                    Caller.find(exchange.getAttributes()).map(Principal::id).orElse("");
            checkLimit(caller);
            return keyed(caller, exchange);
        });
    }

    /** Callers who are not signed in have no limit here: an open route has its own. */
    private void checkLimit(String caller) {
        Duration wait = caller.isEmpty() ? null : limit.take(caller);
        if (wait != null) {
            throw new ProblemException(
                    Problem.of(ProblemType.TOO_MANY_REQUESTS, "You send too many requests that create or pay"), wait);
        }
    }

    private static KeyedRequest keyed(String caller, ServerWebExchange exchange) {
        String given = exchange.getRequest().getHeaders().getFirst(HEADER);
        if (given == null || given.isBlank()) {
            throw new ProblemException(Problem.of(
                    ProblemType.IDEMPOTENCY_KEY_MISSING, "Send a new random Idempotency-Key with each new request"));
        }
        var shape = SHAPE.matcher(given);
        if (!shape.matches()) {
            throw new ProblemException(Problem.invalid(HEADER, "must be 1 to 128 visible ASCII characters"));
        }
        Object pattern = exchange.getRequiredAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return new KeyedRequest(
                caller,
                exchange.getRequest().getMethod() + " " + pattern,
                exchange.getRequest().getPath().pathWithinApplication().value(),
                shape.group(1),
                String.valueOf(exchange.getResponse().getHeaders().getFirst("X-Request-Id")));
    }
}
