package io.onsale.queue.progress.web;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.guard.FanLimit;
import io.onsale.queue.guard.Refusal.TooMany;
import io.onsale.queue.guard.RefusalProblem;
import io.onsale.queue.progress.Progress;
import io.onsale.queue.progress.SaleFigures;
import io.onsale.queue.progress.WatchOutcome;
import io.onsale.queue.progress.WatchOutcome.NoRoom;
import io.onsale.queue.progress.WatchOutcome.NotInLine;
import io.onsale.queue.progress.WatchOutcome.Watching;
import io.onsale.service.access.Caller;
import io.onsale.service.web.Problem;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Streams for those who wait, and figures for those who operate. */
final class ProgressHandler {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Duration FIGURES_EVERY = Duration.ofSeconds(1);

    private final Progress progress;
    private final FanLimit limit;

    ProgressHandler(Progress progress, FanLimit limit) {
        this.progress = progress;
        this.limit = limit;
    }

    Mono<ServerResponse> watch(ServerRequest request) {
        SaleId sale = sale(request);
        FanId fan = Caller.fan(request.attributes());
        TooMany tooMany = limit.refusal(fan);
        if (tooMany != null) {
            return later(RefusalProblem.of(sale, tooMany), tooMany.retryAfter());
        }
        return progress.watch(sale, fan, request.headers().firstHeader(LAST_EVENT_ID))
                .flatMap(ProgressHandler::watched);
    }

    private static Mono<ServerResponse> watched(WatchOutcome outcome) {
        return switch (outcome) {
            case Watching watching -> Mono.just(new StreamAnswer(watching.watch()));
            case NotInLine none -> problem(Problem.of(ProblemType.NOT_IN_LINE, "Join the line first"));
            case NoRoom full ->
                later(
                        Problem.of(ProblemType.UNAVAILABLE, "This server has as many streams as it can serve; poll"),
                        full.retryAfter());
        };
    }

    private static Mono<ServerResponse> later(Problem problem, Duration retryAfter) {
        return ServerResponse.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()))
                .bodyValue(problem);
    }

    Mono<ServerResponse> figures(ServerRequest request) {
        return progress.figures(sale(request))
                .map(figures -> ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(figures))
                .orElseGet(ProgressHandler::noFigures);
    }

    Mono<ServerResponse> figuresStream(ServerRequest request) {
        SaleId sale = sale(request);
        if (progress.figures(sale).isEmpty()) {
            return noFigures();
        }
        Flux<ServerSentEvent<SaleFigures>> events = Flux.interval(Duration.ZERO, FIGURES_EVERY)
                .onBackpressureDrop()
                .map(tick -> progress.figures(sale))
                .takeWhile(Optional::isPresent) // none any more: this node does not look after the sale
                .map(figures -> event(figures.orElseThrow()))
                .takeUntilOther(progress.farewell());
        return ServerResponse.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no") // for nginx and its kind: pass each event on at once
                .body(BodyInserters.fromServerSentEvents(events));
    }

    private static ServerSentEvent<SaleFigures> event(SaleFigures figures) {
        return ServerSentEvent.builder(figures).event("stats").build();
    }

    private static Mono<ServerResponse> noFigures() {
        return problem(Problem.of(ProblemType.NOT_FOUND, "There is no such sale, or its lobby is not open yet"));
    }

    private static Mono<ServerResponse> problem(Problem problem) {
        return ServerResponse.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(problem);
    }

    private static SaleId sale(ServerRequest request) {
        return new SaleId(request.pathVariable("saleId"));
    }
}
