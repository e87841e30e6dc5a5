package io.onsale.queue.figures.web;

import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.figures.SaleFigures;
import io.onsale.queue.figures.SaleRecords;
import io.onsale.queue.sale.SaleOwners;
import io.onsale.queue.stream.StreamDrain;
import io.onsale.service.access.Caller;
import io.onsale.service.web.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Figures for operators, once or as a stream. */
final class FiguresHandler {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final SaleRecords records;
    private final StreamDrain drain;
    private final SaleOwners owners;

    FiguresHandler(SaleRecords records, StreamDrain drain, SaleOwners owners) {
        this.records = records;
        this.drain = drain;
        this.owners = owners;
    }

    Mono<ServerResponse> figures(ServerRequest request) {
        return ifOwn(request, this::ownFigures);
    }

    Mono<ServerResponse> figuresStream(ServerRequest request) {
        return ifOwn(request, this::ownFiguresStream);
    }

    private Mono<ServerResponse> ifOwn(ServerRequest request, Function<ServerRequest, Mono<ServerResponse>> answer) {
        return owners.mayOperate(Caller.of(request.attributes()), sale(request))
                .flatMap(may -> may ? answer.apply(request) : unknown());
    }

    private Mono<ServerResponse> ownFigures(ServerRequest request) {
        SaleFigures figures = records.find(sale(request));
        return figures == null
                ? unknown()
                : ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).bodyValue(figures);
    }

    private Mono<ServerResponse> ownFiguresStream(ServerRequest request) {
        SaleId sale = sale(request);
        if (records.find(sale) == null) {
            return unknown();
        }
        Flux<ServerSentEvent<SaleFigures>> events = Flux.interval(Duration.ZERO, EVERY)
                .onBackpressureDrop()
                .map(tick -> Optional.ofNullable(records.find(sale)))
                .takeWhile(Optional::isPresent) // empty: the sale is not active on this node any more
                .map(figures -> event(figures.orElseThrow()))
                .takeUntilOther(drain.begun());
        return ServerResponse.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no") // tells nginx and similar proxies to pass each event on at once
                .body(BodyInserters.fromServerSentEvents(events));
    }

    private static ServerSentEvent<SaleFigures> event(SaleFigures figures) {
        return ServerSentEvent.builder(figures).event("stats").build();
    }

    private static Mono<ServerResponse> unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "There is no such sale, or its lobby is not open yet")
                .respond();
    }

    private static SaleId sale(ServerRequest request) {
        return new SaleId(request.pathVariable("saleId"));
    }
}
