package io.onsale.ticket.staff.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.access.Caller;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.ticket.staff.LockedMembers;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses members whose account was ended or suspended, though their access token is valid until it expires. Costs one look-up in a set. */
@Order(Ordered.HIGHEST_PRECEDENCE + 20) // after the access token is checked, before anything expensive
final class LockedMemberFilter implements WebFilter {
    private final LockedMembers locked;

    LockedMemberFilter(LockedMembers locked) {
        this.locked = locked;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Optional<Principal> caller = Caller.find(exchange.getAttributes());
        return caller.isPresent() && locked.contains(caller.get().id())
                ? Mono.error(new ProblemException(
                        Problem.of(ProblemType.UNAUTHENTICATED, "This account was ended or suspended")))
                : chain.filter(exchange);
    }
}
