package io.onsale.queue.line.web;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.line.EndOutcome;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.JoinOutcome.Closed;
import io.onsale.queue.line.JoinOutcome.Joined;
import io.onsale.queue.line.JoinOutcome.NotOpen;
import io.onsale.queue.line.JoinOutcome.Present;
import io.onsale.queue.line.JoinOutcome.UnknownSale;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.progress.LookOutcome;
import io.onsale.queue.progress.Progress;
import io.onsale.service.access.Caller;
import io.onsale.service.web.Problem;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Joining, looking and leaving. */
final class PlaceHandler {
    private final WaitingLine line;
    private final Progress progress;
    private final JoinCounts counts;

    PlaceHandler(WaitingLine line, Progress progress, JoinCounts counts) {
        this.line = line;
        this.progress = progress;
        this.counts = counts;
    }

    Mono<ServerResponse> join(ServerRequest request) {
        SaleId sale = sale(request);
        FanId fan = fan(request);
        return line.join(sale, fan).doOnNext(counts::count).flatMap(outcome -> joined(sale, fan, outcome));
    }

    private Mono<ServerResponse> joined(SaleId sale, FanId fan, JoinOutcome outcome) {
        return switch (outcome) {
            case Joined joined -> place(HttpStatus.CREATED, sale, fan, joined.place(), joined.ahead());
            case Present present -> place(HttpStatus.OK, sale, fan, present.place(), present.ahead());
            case NotOpen notOpen ->
                problem(Problem.of(ProblemType.SALE_NOT_OPEN, "Fans may join from " + notOpen.opensAt())
                        .with("opensAt", notOpen.opensAt()));
            case Closed closed ->
                problem(Problem.of(
                        ProblemType.SALE_CLOSED,
                        closed.message().isEmpty() ? "Nobody can join any more" : closed.message()));
            case UnknownSale unknown -> problem(Problem.of(ProblemType.NOT_FOUND, "There is no such sale"));
        };
    }

    private Mono<ServerResponse> place(HttpStatus status, SaleId sale, FanId fan, Place place, long ahead) {
        return progress.joined(sale, fan, place, ahead).map(view -> new JsonAnswer(status, view.json()));
    }

    Mono<ServerResponse> look(ServerRequest request) {
        return progress.look(sale(request), fan(request)).flatMap(PlaceHandler::looked);
    }

    private static Mono<ServerResponse> looked(LookOutcome outcome) {
        return switch (outcome) {
            case LookOutcome.Shown shown ->
                Mono.just(new JsonAnswer(HttpStatus.OK, shown.place().json()));
            case LookOutcome.NotInLine none -> notInLine();
            case LookOutcome.TooSoon soon -> tooSoon(soon.retryAfter());
        };
    }

    private static Mono<ServerResponse> tooSoon(Duration retryAfter) {
        Problem problem = Problem.of(ProblemType.TOO_MANY_REQUESTS, "Ask again after pollAfterMs");
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds()); // whole seconds, and not too soon again
        return ServerResponse.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                .bodyValue(problem);
    }

    Mono<ServerResponse> leave(ServerRequest request) {
        return line.end(sale(request), fan(request), Ending.LEFT).flatMap(PlaceHandler::left);
    }

    private static Mono<ServerResponse> left(EndOutcome outcome) {
        return switch (outcome) {
            case EndOutcome.Ended ended -> ServerResponse.noContent().build();
            case EndOutcome.Same same -> ServerResponse.noContent().build();
            case EndOutcome.NotInLine none -> notInLine();
        };
    }

    private static Mono<ServerResponse> notInLine() {
        return problem(Problem.of(ProblemType.NOT_IN_LINE, "Join the line first"));
    }

    private static Mono<ServerResponse> problem(Problem problem) {
        return ServerResponse.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(problem);
    }

    private static SaleId sale(ServerRequest request) {
        return new SaleId(request.pathVariable("saleId"));
    }

    private static FanId fan(ServerRequest request) {
        return Caller.fan(request.attributes());
    }
}
