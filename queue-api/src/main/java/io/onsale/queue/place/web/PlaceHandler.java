package io.onsale.queue.place.web;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.guard.Refusal;
import io.onsale.queue.guard.Refusal.TooMany;
import io.onsale.queue.guard.RefusalProblem;
import io.onsale.queue.line.EndOutcome;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.JoinLine;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.JoinOutcome.Closed;
import io.onsale.queue.line.JoinOutcome.Joined;
import io.onsale.queue.line.JoinOutcome.KeyReused;
import io.onsale.queue.line.JoinOutcome.NotOpen;
import io.onsale.queue.line.JoinOutcome.Present;
import io.onsale.queue.line.JoinOutcome.ReceiptRefused;
import io.onsale.queue.line.JoinOutcome.Restored;
import io.onsale.queue.line.JoinOutcome.UnknownSale;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.place.LookOutcome;
import io.onsale.queue.place.LookOutcome.NotInLine;
import io.onsale.queue.place.LookOutcome.Shown;
import io.onsale.queue.place.LookOutcome.TooSoon;
import io.onsale.queue.place.PlaceJson;
import io.onsale.queue.place.ShowPlace;
import io.onsale.queue.sale.ClosedSale;
import io.onsale.service.access.Caller;
import io.onsale.service.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Joining, looking and leaving. */
final class PlaceHandler {
    private final JoinLine joinLine;
    private final ShowPlace showPlace;
    private final WaitingLine line;
    private final RequestGuard guard;
    private final JoinCounts counts;
    private final ConnectionLoops loops = new ConnectionLoops();

    PlaceHandler(JoinLine joinLine, ShowPlace showPlace, WaitingLine line, RequestGuard guard, JoinCounts counts) {
        this.joinLine = joinLine;
        this.showPlace = showPlace;
        this.line = line;
        this.guard = guard;
        this.counts = counts;
    }

    Mono<ServerResponse> join(ServerRequest request) {
        SaleId sale = sale(request);
        FanId fan = fan(request);
        TooMany tooMany = guard.joinLimit(fan, request); // before the body is read
        return tooMany == null
                ? JoinRequest.read(request).flatMap(joining -> join(sale, fan, joining, request))
                : refused(sale, tooMany);
    }

    private Mono<ServerResponse> join(SaleId sale, FanId fan, JoinRequest joining, ServerRequest request) {
        if (joining.receipt() != null || !guard.asksForProof(sale)) {
            return joinGuarded(sale, fan, joining, request);
        }
        return guard.proofRefusal(sale, fan, joining.proof())
                .flatMap(refusal -> refused(sale, refusal))
                .switchIfEmpty(Mono.defer(() -> joinGuarded(sale, fan, joining, request)));
    }

    private Mono<ServerResponse> joinGuarded(SaleId sale, FanId fan, JoinRequest joining, ServerRequest request) {
        String key = JoinKeys.word(request.headers().firstHeader("Idempotency-Key"), joining);
        return joinLine.join(sale, fan, joining.receipt(), key)
                .publishOn(loops.of(request)) // many joins are answered at once: each on the loop of its connection
                .doOnNext(counts::count)
                .flatMap(outcome -> joined(sale, fan, outcome));
    }

    private Mono<ServerResponse> joined(SaleId sale, FanId fan, JoinOutcome outcome) {
        return switch (outcome) {
            case Joined joined -> place(HttpStatus.CREATED, sale, fan, joined.place(), joined.ahead());
            case Present present -> place(HttpStatus.OK, sale, fan, present.place(), present.ahead());
            case Restored restored -> place(HttpStatus.OK, sale, fan, restored.place(), restored.ahead());
            case NotOpen notOpen ->
                Problem.of(ProblemType.SALE_NOT_OPEN, "Fans may join from " + notOpen.opensAt())
                        .with("opensAt", notOpen.opensAt())
                        .respond();
            case Closed closed ->
                ClosedSale.problem(closed.message(), "Nobody can join any more").respond();
            case ReceiptRefused refused ->
                Problem.of(ProblemType.RECEIPT_REFUSED, detail(refused.reason()))
                        .with("reason", refused.reason().name())
                        .respond();
            case KeyReused reused ->
                Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED, "Use a new Idempotency-Key for a different request")
                        .respond();
            case UnknownSale unknown ->
                Problem.of(ProblemType.NOT_FOUND, "There is no such sale").respond();
        };
    }

    private static String detail(JoinOutcome.Reason reason) {
        return switch (reason) {
            case FORGED -> "This is not one of your receipts for this sale";
            case ENDED -> "The place of this receipt has ended";
            case NEVER_LOST -> "The place of this receipt cannot have been lost";
        };
    }

    private Mono<ServerResponse> place(HttpStatus status, SaleId sale, FanId fan, Place place, long ahead) {
        return showPlace.afterJoin(sale, fan, place, ahead).map(shown -> response(status, shown));
    }

    private static ServerResponse response(HttpStatus status, Shown shown) {
        return new JsonResponse(status, PlaceJson.text(shown.place(), shown.serverTime()), shown.version());
    }

    Mono<ServerResponse> look(ServerRequest request) {
        return showPlace.look(sale(request), fan(request), lastVersion(request)).flatMap(PlaceHandler::looked);
    }

    /** The {@code ETag} of the previous response, as clients send it back; null if they do not. */
    private static @Nullable String lastVersion(ServerRequest request) {
        String tag = request.headers().firstHeader(HttpHeaders.IF_NONE_MATCH);
        return tag == null ? null : tag.replace("W/", "").replace("\"", "");
    }

    private static Mono<ServerResponse> looked(LookOutcome outcome) {
        return switch (outcome) {
            case Shown shown -> Mono.just(response(HttpStatus.OK, shown));
            case NotInLine none -> notInLine();
            case TooSoon soon ->
                Problem.of(ProblemType.TOO_MANY_REQUESTS, "Poll again after pollAfterMs")
                        .respondRetryAfter(soon.retryAfter());
        };
    }

    Mono<ServerResponse> leave(ServerRequest request) {
        SaleId sale = sale(request);
        FanId fan = fan(request);
        TooMany tooMany = guard.fanLimit(fan);
        return tooMany == null ? line.end(sale, fan, Ending.LEFT).flatMap(PlaceHandler::left) : refused(sale, tooMany);
    }

    private static Mono<ServerResponse> left(EndOutcome outcome) {
        return switch (outcome) {
            case EndOutcome.Ended ended -> ServerResponse.noContent().build();
            case EndOutcome.Same same -> ServerResponse.noContent().build();
            case EndOutcome.NotInLine none -> notInLine();
        };
    }

    private static Mono<ServerResponse> refused(SaleId sale, Refusal refusal) {
        Problem problem = RefusalProblem.of(sale, refusal);
        return refusal instanceof TooMany tooMany ? problem.respondRetryAfter(tooMany.retryAfter()) : problem.respond();
    }

    private static Mono<ServerResponse> notInLine() {
        return Problem.of(ProblemType.NOT_IN_LINE, "Join the line first").respond();
    }

    private static SaleId sale(ServerRequest request) {
        return new SaleId(request.pathVariable("saleId"));
    }

    private static FanId fan(ServerRequest request) {
        return Caller.fan(request.attributes());
    }
}
