package io.onsale.ticket.orders.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.kernel.time.TimeRule;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.orders.Order;
import io.onsale.ticket.orders.OrderFigures;
import io.onsale.ticket.orders.OrderReader;
import io.onsale.ticket.orders.Orders;
import io.onsale.ticket.orders.web.OrderStreams.News;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A sale's bookings as they happen, and all of them as a file. */
@RestController
@RequestMapping("/api/v1/admin/bookings")
@Tag(name = "Orders")
@Refuses(value = ProblemType.NOT_FOUND, note = "also for another seller's sale")
class OrderFeedController implements SmartLifecycle {
    private static final int STREAMS_MAX = 100; // per node; operators and sellers, not fans
    private static final int EXPORTS_MAX = 1; // per node; each has one connection while it reads a page
    private static final int EXPORT_PAGE = 500; // bookings in memory, about 300 kB
    private static final int NEWS_WAITING_MAX = 16; // for a slow reader; then the oldest are left out
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Orders orders;
    private final OrderStreams streams;
    private final Clock clock;
    private final Semaphore openStreams = new Semaphore(STREAMS_MAX);
    private final Semaphore openExports = new Semaphore(EXPORTS_MAX);
    private volatile Sinks.Empty<Void> stopping = Sinks.empty();
    private volatile boolean running;

    OrderFeedController(Orders orders, OrderStreams streams, Clock clock) {
        this.orders = orders;
        this.streams = streams;
        this.clock = clock;
    }

    /** What each event of the stream has as its data: one of these, named like the event. */
    record OrderEvents(
            @Nullable OrderFigures figures, @Nullable Order booking) {}

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "A sale's figures and bookings as they happen",
            description =
                    "Server-sent events: figures at once and then at most once a second, booking for each new or changed booking. With Last-Event-ID"
                            + " what changed since then comes first. Of more than 200 changes in a second the latest come; figures count all.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream: the data of an event is the member of this schema that has the event's name",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = OrderEvents.class)))
    Mono<ResponseEntity<Flux<ServerSentEvent<Object>>>> events(
            @RequestParam @PlainText(max = 64) String saleId,
            @Parameter(description = "the id of the last event received")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable
                    String lastEventId,
            @Parameter(hidden = true) Principal caller) {
        OrderReader reader = OrderReader.of(caller);
        Instant since = lastEventId == null ? null : TimeRule.read(lastEventId).orElse(null);
        return sale(reader, saleId)
                .map(sale -> ResponseEntity.ok()
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header("X-Accel-Buffering", "no")
                        .body(limited(openStreams, stream(sale, since, reader, caller.expiresAt()))));
    }

    private Flux<ServerSentEvent<Object>> stream(
            SaleId sale, @Nullable Instant since, OrderReader reader, Instant until) {
        Flux<ServerSentEvent<Object>> news = streams.watch(sale, since)
                .onBackpressureBuffer(NEWS_WAITING_MAX, left -> {}, BufferOverflowStrategy.DROP_OLDEST)
                .concatMapIterable(one -> events(one, reader));
        Flux<ServerSentEvent<Object>> heartbeats = Flux.interval(HEARTBEAT)
                .onBackpressureDrop()
                .map(tick -> ServerSentEvent.builder().comment("").build());
        return Flux.merge(news, heartbeats)
                .takeUntilOther(Mono.delay(Duration.between(clock.instant(), until)))
                .takeUntilOther(stopping.asMono());
    }

    private static List<ServerSentEvent<Object>> events(News news, OrderReader reader) {
        List<ServerSentEvent<Object>> events = new ArrayList<>();
        for (Order order : news.orders()) {
            events.add(event("booking", news.upTo(), order.shownTo(reader)));
        }
        if (news.figures() != null) {
            events.add(event("figures", news.upTo(), news.figures()));
        }
        return events;
    }

    private static ServerSentEvent<Object> event(String name, Instant id, Object data) {
        return ServerSentEvent.builder(data).event(name).id(id.toString()).build();
    }

    @GetMapping(path = "/export", produces = "text/csv")
    @Operation(
            summary = "All bookings of a sale as CSV, earliest first",
            description =
                    "UTF-8 with a byte order mark. The last line begins with END and has the number of bookings: without it the file is not complete."
                            + " Cells that a spreadsheet would read as a formula begin with an apostrophe.")
    @ApiResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    Mono<ResponseEntity<Flux<String>>> export(
            @RequestParam @PlainText(max = 64) String saleId, @Parameter(hidden = true) Principal caller) {
        OrderReader reader = OrderReader.of(caller);
        return sale(reader, saleId)
                .map(sale -> ResponseEntity.ok()
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\"bookings-" + sale.value() + ".csv\"")
                        .contentType(MediaType.parseMediaType("text/csv;charset=utf-8"))
                        .body(limited(openExports, file(sale, reader))));
    }

    /** Page by page, as the reader takes it: no more than two pages are in memory. An error breaks the response off. */
    private Flux<String> file(SaleId sale, OrderReader reader) {
        return Flux.defer(() -> {
            long[] rows = {0};
            Flux<String> pages = page(sale, null)
                    .expand(page -> page.size() < EXPORT_PAGE
                            ? Mono.empty()
                            : page(sale, new BookingId(page.getLast().bookingId())))
                    .map(page -> {
                        rows[0] += page.size();
                        return OrderCsv.rows(page.stream()
                                .map(order -> order.shownTo(reader))
                                .toList());
                    });
            return Flux.concat(Flux.just(OrderCsv.head()), pages, Mono.fromSupplier(() -> OrderCsv.trailer(rows[0])));
        });
    }

    private Mono<List<Order>> page(SaleId sale, @Nullable BookingId after) {
        return orders.next(sale, after, EXPORT_PAGE).collectList();
    }

    private Mono<SaleId> sale(OrderReader reader, String saleId) {
        return orders.findSale(reader, saleId, null)
                .switchIfEmpty(Mono.error(
                        () -> new ProblemException(Problem.of(ProblemType.NOT_FOUND, "You have no such sale"))));
    }

    /** Refused before the answer begins if there is no permit; it is taken when the answer is read, which may never happen. */
    private static <T> Flux<T> limited(Semaphore permits, Flux<T> work) {
        if (permits.availablePermits() == 0) {
            throw new Unavailable("Reading bookings");
        }
        return Flux.defer(() -> permits.tryAcquire()
                ? work.doFinally(end -> permits.release())
                : Flux.error(new Unavailable("Reading bookings")));
    }

    @Override
    public void start() {
        stopping = Sinks.empty();
        running = true;
    }

    /** Before the server stops: its graceful shutdown would wait for the streams. */
    @Override
    public void stop() {
        running = false;
        stopping.tryEmitEmpty();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
