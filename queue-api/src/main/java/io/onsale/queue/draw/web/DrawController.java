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
import io.onsale.service.openapi.Refuses;
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

/** The drawn order, so that anybody can check it: what was committed before, what was revealed after, and the resulting list. */
@Tag(name = "Draw")
@Refuses(value = ProblemType.NOT_FOUND, note = "no such sale, or one that is not visible yet")
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
            summary = "How the order of the sale is decided",
            description =
                    "Note the commitment before the opening. Afterwards the seed is shown; its SHA-256 must be the commitment.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = DrawView.class)))
    @GetMapping("/api/v1/sales/{saleId}/draw")
    Mono<ResponseEntity<?>> draw(@PathVariable String saleId, @Parameter(hidden = true) ServerWebExchange exchange) {
        SaleId sale = new SaleId(saleId);
        CacheControl cache = book.isOpenTo(sale, null) ? BRIEFLY : CacheControl.noStore();
        return find(sale, exchange).map(found -> answer(found, cache));
    }

    /** A sale that the caller may not see yet does not exist for it. */
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
            summary = "All drawn fans, by number",
            description =
                    "Lines `registration,number,fan`, after a header with all that is needed to check them (./onsale verify-draw). "
                            + "`fan` is the first 16 hex digits of SHA-256(saleId:fanId).")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "304", description = "Not changed", content = @Content)
    @Refuses(ProblemType.DRAW_NOT_COMPLETE)
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
                // weak: fans who come back after a loss of Redis may be added while the list is being read
                .eTag("W/\"" + draw.registrations() + "-" + draw.listed() + "\"")
                .body(draws.list(draw)));
    }

    /** Thrown, because the body type is text and not a problem. */
    private static <T> Mono<T> refusal(ProblemType type, String detail) {
        return Mono.error(() -> new ProblemException(Problem.of(type, detail)));
    }
}
