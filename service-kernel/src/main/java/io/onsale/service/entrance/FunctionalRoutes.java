package io.onsale.service.entrance;

import io.onsale.service.access.AccessRules;
import io.onsale.service.access.AccessRules.Rule;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * The functional routes by access rule: those that have a rule with exactly their method and pattern. Routes with further conditions,
 * nested routes and those under a wider rule are left to the dispatcher. Filters of router functions would be bypassed, so we use none.
 */
final class FunctionalRoutes {
    private record Address(HttpMethod method, String pattern) {}

    private FunctionalRoutes() {}

    static Map<Rule, HandlerFunction<?>> byRule(List<? extends RouterFunction<?>> routers, AccessRules rules) {
        Collector collector = new Collector();
        routers.forEach(router -> router.accept(collector));
        Map<Rule, HandlerFunction<?>> byRule = new IdentityHashMap<>();
        for (Rule rule : rules.all()) {
            HandlerFunction<?> handler = rule.method() == null
                    ? null
                    : collector.handlers.get(
                            new Address(rule.method(), rule.path().getPatternString()));
            if (handler != null) {
                byRule.put(rule, handler);
            }
        }
        return byRule;
    }

    private static final class Collector implements RouterFunctions.Visitor {
        final Map<Address, HandlerFunction<?>> handlers = new HashMap<>();
        private int depth;

        @Override
        public void startNested(RequestPredicate predicate) {
            depth++;
        }

        @Override
        public void endNested(RequestPredicate predicate) {
            depth--;
        }

        @Override
        public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
            Conditions conditions = new Conditions();
            predicate.accept(conditions);
            Address address = depth == 0 ? conditions.address() : null;
            if (address != null) {
                handlers.putIfAbsent(address, handler); // of two equal routes the first one wins
            }
        }

        @Override
        public void resources(Function<ServerRequest, Mono<Resource>> lookup) {}

        @Override
        public void attributes(Map<String, Object> attributes) {}

        @Override
        public void unknown(RouterFunction<?> router) {}
    }

    /** Detects whether a predicate consists of exactly one method and one path. */
    private static final class Conditions implements RequestPredicates.Visitor {
        private @Nullable HttpMethod method;
        private @Nullable String pattern;
        private boolean more;

        @Nullable
        Address address() {
            return more || method == null || pattern == null ? null : new Address(method, pattern);
        }

        @Override
        public void method(Set<HttpMethod> methods) {
            more |= method != null || methods.size() != 1;
            method = methods.iterator().next();
        }

        @Override
        public void path(String path) {
            more |= pattern != null;
            pattern = path;
        }

        @Override
        public void startAnd() {}

        @Override
        public void and() {}

        @Override
        public void endAnd() {}

        @Override
        public void pathExtension(String extension) {
            more = true;
        }

        @Override
        public void header(String name, String value) {
            more = true;
        }

        @Override
        public void queryParam(String name, String value) {
            more = true;
        }

        @Override
        public void version(String version) {
            more = true;
        }

        @Override
        public void startOr() {
            more = true;
        }

        @Override
        public void or() {}

        @Override
        public void endOr() {}

        @Override
        public void startNegate() {
            more = true;
        }

        @Override
        public void endNegate() {}

        @Override
        public void unknown(RequestPredicate predicate) {
            more = true;
        }
    }
}
