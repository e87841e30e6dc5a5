package io.onsale.queue.stream.web;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.guard.FanLimit;
import io.onsale.queue.guard.Refusal.TooMany;
import io.onsale.queue.guard.RefusalProblem;
import io.onsale.queue.stream.WatchOutcome;
import io.onsale.queue.stream.WatchOutcome.NoRoom;
import io.onsale.queue.stream.WatchOutcome.NotInLine;
import io.onsale.queue.stream.WatchOutcome.Watching;
import io.onsale.queue.stream.WatchPlace;
import io.onsale.service.access.Caller;
import io.onsale.service.web.Problem;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Streams for waiting fans. */
final class StreamHandler {
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final WatchPlace watch;
    private final FanLimit limit;

    StreamHandler(WatchPlace watch, FanLimit limit) {
        this.watch = watch;
        this.limit = limit;
    }

    Mono<ServerResponse> watch(ServerRequest request) {
        SaleId sale = new SaleId(request.pathVariable("saleId"));
        FanId fan = Caller.fan(request.attributes());
        TooMany tooMany = limit.refusal(fan);
        return tooMany == null
                ? watch.watch(sale, fan, request.headers().firstHeader(LAST_EVENT_ID))
                        .flatMap(StreamHandler::response)
                : RefusalProblem.of(sale, tooMany).respondRetryAfter(tooMany.retryAfter());
    }

    private static Mono<ServerResponse> response(WatchOutcome outcome) {
        return switch (outcome) {
            case Watching watching -> Mono.just(new StreamResponse(watching.stream()));
            case NotInLine none ->
                Problem.of(ProblemType.NOT_IN_LINE, "Join the line first").respond();
            case NoRoom full ->
                Problem.of(
                                ProblemType.UNAVAILABLE,
                                "This server cannot open more streams at the moment; poll your place instead")
                        .respondRetryAfter(full.retryAfter());
        };
    }
}
