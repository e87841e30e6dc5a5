package io.onsale.queue.draw.web;

import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.draw.DrawRecord;
import io.onsale.queue.draw.PublicDraw;
import io.onsale.queue.draw.PublicDraw.ByArrival;
import io.onsale.queue.draw.PublicDraw.Drawn;
import io.onsale.queue.draw.PublicDraw.UnknownSale;
import io.onsale.queue.draw.PublicDraws;
import io.onsale.queue.sale.SaleBook;
import io.onsale.service.access.Caller;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The drawn order, for everybody to check: what was promised before, what was revealed after, and the list that follows from it. */
@Tag(name = "Draw")
@ApiResponse(
        responseCode = "404",
        description = "not-found: no such sale, or one that is not visible yet",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
@RestController
class DrawController {
    private static final String UNKNOWN = "There is no such sale";
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final CacheControl BRIEFLY =
            CacheControl.maxAge(Duration.ofSeconds(1)).cachePublic();
    private static final CacheControl A_MINUTE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();

    private final PublicDraws draws;
    private final SaleBook book;

    DrawController(PublicDraws draws, SaleBook book) {
        this.draws = draws;
        this.book = book;
    }

    @Operation(
            summary = "How the order of the sale comes about",
            description =
                    "Note the commitment before the opening; after it the seed is here, and must have it as its SHA-256.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DrawView.class)))
    @GetMapping("/api/v1/sales/{saleId}/draw")
    Mono<ResponseEntity<?>> draw(@PathVariable String saleId, @Parameter(hidden = true) ServerWebExchange exchange) {
        SaleId sale = new SaleId(saleId);
        CacheControl cache = book.isOpenTo(sale, null) ? BRIEFLY : CacheControl.noStore();
        return find(sale, exchange).map(found -> answer(found, cache));
    }

    /** Of a sale that the caller may not see yet there is nothing to say. */
    private Mono<PublicDraw> find(SaleId sale, ServerWebExchange exchange) {
        return book.isOpenTo(sale, Caller.find(exchange.getAttributes()).orElse(null))
                ? draws.find(sale)
                : Mono.just(new UnknownSale());
    }

    private static ResponseEntity<?> answer(PublicDraw found, CacheControl cache) {
        return switch (found) {
            case ByArrival byArrival -> ok(ArrivalView.of(byArrival.sale()), cache);
            case Drawn drawn -> ok(DrawView.of(drawn), cache);
            case UnknownSale unknown ->
                Problem.of(ProblemType.NOT_FOUND, UNKNOWN).answer();
        };
    }

    private static ResponseEntity<?> ok(Object view, CacheControl cache) {
        return ResponseEntity.ok().cacheControl(cache).body(view);
    }

    @Operation(
            summary = "Everybody who was drawn, by number",
            description =
                    "Lines `registration,number,fan`, with all that is needed to check them (./onsale verify-draw) in front. "
                            + "`fan` is the first 16 hex digits of SHA-256(saleId:fanId).")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "304", description = "You have it", content = @Content)
    @ApiResponse(
            responseCode = "409",
            description = "draw-not-complete",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @GetMapping("/api/v1/sales/{saleId}/draw/list")
    Mono<ResponseEntity<Flux<String>>> list(
            @PathVariable String saleId, @Parameter(hidden = true) ServerWebExchange exchange) {
        return find(new SaleId(saleId), exchange).flatMap(this::list);
    }

    private Mono<ResponseEntity<Flux<String>>> list(PublicDraw found) {
        return switch (found) {
            case ByArrival byArrival -> refusal(ProblemType.NOT_FOUND, "This sale's order is by arrival");
            case Drawn drawn -> list(drawn.record());
            case UnknownSale unknown -> refusal(ProblemType.NOT_FOUND, UNKNOWN);
        };
    }

    private Mono<ResponseEntity<Flux<String>>> list(DrawRecord draw) {
        if (!draw.isComplete()) {
            return refusal(ProblemType.DRAW_NOT_COMPLETE, "Try again in a minute");
        }
        return Mono.just(ResponseEntity.ok()
                .contentType(CSV)
                .cacheControl(A_MINUTE)
                // weak: who comes back after a loss of Redis may be added while the list is being read
                .eTag("W/\"" + draw.registrations() + "-" + draw.listed() + "\"")
                .body(draws.list(draw)));
    }

    /** Thrown, because a body of text cannot be a problem. */
    private static <T> Mono<T> refusal(ProblemType type, String detail) {
        return Mono.error(() -> new ProblemException(Problem.of(type, detail)));
    }
}
