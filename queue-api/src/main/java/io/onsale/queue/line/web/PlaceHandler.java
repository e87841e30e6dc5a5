package io.onsale.queue.line.web;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.guard.FanLimit;
import io.onsale.queue.guard.Refusal.TooMany;
import io.onsale.queue.line.EndOutcome;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.JoinOutcome.Closed;
import io.onsale.queue.line.JoinOutcome.Joined;
import io.onsale.queue.line.JoinOutcome.NotOpen;
import io.onsale.queue.line.JoinOutcome.Present;
import io.onsale.queue.line.JoinOutcome.UnknownSale;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.RestoreOutcome;
import io.onsale.queue.line.RestoreOutcome.Reason;
import io.onsale.queue.line.RestoreOutcome.Refused;
import io.onsale.queue.line.RestoreOutcome.Restored;
import io.onsale.queue.line.Restoring;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.line.web.JoinDoor.Answer;
import io.onsale.queue.progress.ClosedSale;
import io.onsale.queue.progress.LookOutcome;
import io.onsale.queue.progress.Progress;
import io.onsale.queue.progress.Progress.Noted;
import io.onsale.queue.sale.SaleBook;
import io.onsale.service.access.Caller;
import io.onsale.service.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Joining, looking and leaving. */
final class PlaceHandler {
    /** The body of a join, which may be left out. */
    @Schema(name = "Joining")
    record Joining(
            @Schema(description = "Of an earlier join: gives that place back if it was lost") @Nullable
            String receipt,

            @Schema(description = "The answer to a challenge, where the sale asks for one") @Nullable
            Answer proof) {
        static final Joining NOTHING = new Joining(null, null);
    }

    private final WaitingLine line;
    private final Restoring restoring;
    private final Progress progress;
    private final JoinCounts counts;
    private final JoinDoor door;
    private final FanLimit limit;
    private final SaleBook book;
    private final OwnLoops loops = new OwnLoops();

    PlaceHandler(
            WaitingLine line,
            Restoring restoring,
            Progress progress,
            JoinCounts counts,
            JoinDoor door,
            FanLimit limit,
            SaleBook book) {
        this.line = line;
        this.restoring = restoring;
        this.progress = progress;
        this.counts = counts;
        this.door = door;
        this.limit = limit;
        this.book = book;
    }

    Mono<ServerResponse> join(ServerRequest request) {
        SaleId sale = sale(request);
        FanId fan = fan(request);
        return door.withinLimits(
                sale,
                fan,
                request,
                () -> hasBody(request.headers())
                        ? request.bodyToMono(Joining.class)
                                .defaultIfEmpty(Joining.NOTHING)
                                .flatMap(body -> join(sale, fan, body, request))
                        : join(sale, fan, Joining.NOTHING, request)); // what almost everybody sends
    }

    private Mono<ServerResponse> join(SaleId sale, FanId fan, Joining body, ServerRequest request) {
        String key = key(request, body);
        return body.receipt() == null
                ? door.proven(sale, fan, body.proof(), () -> join(sale, fan, key, request))
                : restore(sale, fan, body.receipt(), key);
    }

    /** @param place null if there is none */
    private record Heard(JoinOutcome outcome, @Nullable Noted place) {
        Noted noted() {
            return Objects.requireNonNull(place);
        }
    }

    private @Nullable Noted note(SaleId sale, FanId fan, JoinOutcome outcome) {
        return switch (outcome) {
            case Joined joined -> progress.note(sale, fan, joined.place(), joined.ahead());
            case Present present -> progress.note(sale, fan, present.place(), present.ahead());
            case NotOpen none -> null;
            case Closed none -> null;
            case JoinOutcome.KeyReused none -> null;
            case UnknownSale none -> null;
        };
    }

    private static boolean hasBody(ServerRequest.Headers headers) {
        return headers.contentLength().orElse(0) > 0 || headers.firstHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private Mono<ServerResponse> join(SaleId sale, FanId fan, String key, ServerRequest request) {
        return line.join(sale, fan, key)
                .map(outcome -> new Heard(outcome, note(sale, fan, outcome))) // before the next step: see Progress.note
                .publishOn(loops.of(request)) // many joins are answered at once: each where its connection is
                .doOnNext(heard -> counts.count(heard.outcome()))
                .flatMap(heard -> joined(sale, fan, heard));
    }

    private static String key(ServerRequest request, Joining body) {
        return JoinKeys.word(request.headers().firstHeader("Idempotency-Key"), body);
    }

    private Mono<ServerResponse> restore(SaleId sale, FanId fan, String receipt, String key) {
        return restoring.restore(sale, fan, receipt, key).flatMap(outcome -> switch (outcome) {
            case Restored restored -> restored(sale, fan, restored.place(), restored.ahead());
            case RestoreOutcome.Present present -> restored(sale, fan, present.place(), present.ahead());
            case Refused refused ->
                problem(Problem.of(ProblemType.RECEIPT_REFUSED, detail(refused.reason()))
                        .with("reason", refused.reason().name()));
            case RestoreOutcome.Closed closed -> problem(closed(closed.message()));
            case RestoreOutcome.KeyReused reused -> problem(keyReused());
            case RestoreOutcome.UnknownSale unknown -> problem(unknownSale());
        });
    }

    private static String detail(Reason reason) {
        return switch (reason) {
            case FORGED -> "This is no receipt of yours for this sale";
            case ENDED -> "The place of this receipt has ended";
            case NEVER_LOST -> "The place of this receipt cannot have been lost";
        };
    }

    private Mono<ServerResponse> joined(SaleId sale, FanId fan, Heard heard) {
        return switch (heard.outcome()) {
            case Joined joined -> place(HttpStatus.CREATED, sale, fan, heard.noted());
            case Present present -> place(HttpStatus.OK, sale, fan, heard.noted());
            case NotOpen notOpen -> problem(book.isOpenTo(sale, null) ? notOpen(notOpen) : unknownSale());
            case Closed closed -> problem(closed(closed.message()));
            case JoinOutcome.KeyReused reused -> problem(keyReused());
            case UnknownSale unknown -> problem(unknownSale());
        };
    }

    private static Problem notOpen(NotOpen notOpen) {
        return Problem.of(ProblemType.SALE_NOT_OPEN, "Fans may join from " + notOpen.opensAt())
                .with("opensAt", notOpen.opensAt());
    }

    private static Problem closed(String message) {
        return ClosedSale.problem(message, "Nobody can join any more");
    }

    private static Problem keyReused() {
        return Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED, "Use a new Idempotency-Key for a different request");
    }

    private static Problem unknownSale() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such sale");
    }

    private Mono<ServerResponse> restored(SaleId sale, FanId fan, Place place, long ahead) {
        return place(HttpStatus.OK, sale, fan, progress.note(sale, fan, place, ahead));
    }

    private Mono<ServerResponse> place(HttpStatus status, SaleId sale, FanId fan, Noted place) {
        return progress.show(sale, fan, place).map(shown -> answer(status, shown));
    }

    private static ServerResponse answer(HttpStatus status, LookOutcome.Shown shown) {
        return new JsonAnswer(status, shown.place().json(shown.serverTime()), shown.version());
    }

    Mono<ServerResponse> look(ServerRequest request) {
        return progress.look(sale(request), fan(request), lastVersion(request)).flatMap(PlaceHandler::looked);
    }

    /** The {@code ETag} of the answer before, as clients send it back; null if they do not. */
    private static @Nullable String lastVersion(ServerRequest request) {
        String tag = request.headers().firstHeader(HttpHeaders.IF_NONE_MATCH);
        return tag == null ? null : tag.replace("W/", "").replace("\"", "");
    }

    private static Mono<ServerResponse> looked(LookOutcome outcome) {
        return switch (outcome) {
            case LookOutcome.Shown shown -> Mono.just(answer(HttpStatus.OK, shown));
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
        SaleId sale = sale(request);
        FanId fan = fan(request);
        TooMany tooMany = limit.refusal(fan);
        return tooMany == null
                ? line.end(sale, fan, Ending.LEFT).flatMap(PlaceHandler::left)
                : JoinDoor.refused(sale, tooMany);
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
