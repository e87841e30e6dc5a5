package io.onsale.service.access;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.FanId;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Who sent the request. Annotated controllers declare a parameter of type {@link Principal}; other code calls {@link #of}. */
public final class Caller {
    static final String ATTRIBUTE = Caller.class.getName();

    private Caller() {}

    /** The principal of a request whose rule requires a role; on an open route use {@link #find}. */
    public static Principal of(Map<String, Object> exchangeAttributes) {
        return find(exchangeAttributes)
                .orElseThrow(() -> new IllegalStateException("no principal: the route has no access rule"));
    }

    public static Optional<Principal> find(Map<String, Object> exchangeAttributes) {
        return Optional.ofNullable((Principal) exchangeAttributes.get(ATTRIBUTE));
    }

    public static FanId fan(Map<String, Object> exchangeAttributes) {
        return new FanId(of(exchangeAttributes).id());
    }

    /** Resolves {@link Principal} parameters. */
    static final class Resolver implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType().equals(Principal.class);
        }

        @Override
        public Mono<Object> resolveArgument(
                MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
            return Mono.just(of(exchange.getAttributes()));
        }
    }
}
