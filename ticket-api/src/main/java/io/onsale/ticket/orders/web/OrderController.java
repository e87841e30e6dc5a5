package io.onsale.ticket.orders.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Pages;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.ticket.booking.BookingStatus;
import io.onsale.ticket.orders.Order;
import io.onsale.ticket.orders.OrderDetail;
import io.onsale.ticket.orders.OrderFigures;
import io.onsale.ticket.orders.OrderReader;
import io.onsale.ticket.orders.Orders;
import io.onsale.ticket.orders.Orders.OrderQuery;
import io.onsale.ticket.orders.ReadShare;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The bookings of sales, for their sellers and for managers. */
@RestController
@RequestMapping("/api/v1/admin/bookings")
@Tag(name = "Orders")
@Refuses(value = ProblemType.NOT_FOUND, note = "also for another seller's sale")
class OrderController {
    private final Orders orders;
    private final ReadShare share;

    OrderController(Orders orders, ReadShare share) {
        this.orders = orders;
        this.share = share;
    }

    /** @param next send it as {@code after} for the next page; null on the last page */
    record OrderPage(List<Order> bookings, @Nullable String next) {}

    @GetMapping
    @Operation(
            summary = "Bookings, latest first",
            description =
                    "Name a sale or an event, or search all of yours with q. Sellers see their own sales, with masked e-mail addresses; managers see"
                            + " all.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of bookings",
            content = @Content(schema = @Schema(implementation = OrderPage.class)))
    Mono<OrderPage> list(
            @RequestParam(required = false) @Nullable @PlainText(max = 64) String saleId,
            @RequestParam(required = false) @Nullable @PlainText(max = 64) String eventId,
            @Parameter(description = "a booking's id, a fan's id or whole e-mail address, or the beginning of a name")
                    @RequestParam(required = false)
                    @Nullable
                    @PlainText(max = 100)
                    String q,
            @RequestParam(required = false) @Nullable BookingStatus status,
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "bookings per page") @RequestParam(defaultValue = "50") @Min(1) @Max(200)
                    int limit,
            @Parameter(hidden = true) Principal caller) {
        Pages.checkShape(after);
        OrderReader reader = OrderReader.of(caller);
        BookingId last = after == null ? null : new BookingId(after);
        Mono<Optional<SaleId>> sale = saleId == null && eventId == null
                ? q == null ? Mono.error(OrderController::saleMissing) : Mono.just(Optional.empty())
                : sale(reader, saleId, eventId).map(Optional::of);
        Mono<OrderPage> page = sale.flatMap(found -> Pages.page(
                        orders.list(new OrderQuery(reader, found.orElse(null), q, status, last, limit)),
                        after,
                        last == null ? Mono.empty() : orders.find(reader, last)))
                .map(all -> new OrderPage(
                        all.stream().map(order -> order.shownTo(reader)).toList(),
                        all.size() < limit ? null : all.getLast().bookingId()));
        return share.read(page);
    }

    @GetMapping("/{bookingId}")
    @Operation(summary = "One booking with all attempts to pay it and all of its refunds")
    @ApiResponse(
            responseCode = "200",
            description = "The booking",
            content = @Content(schema = @Schema(implementation = OrderDetail.class)))
    Mono<OrderDetail> find(
            @PathVariable @PlainText(max = 64) String bookingId, @Parameter(hidden = true) Principal caller) {
        OrderReader reader = OrderReader.of(caller);
        return share.read(orders.find(reader, new BookingId(bookingId)))
                .map(detail -> detail.shownTo(reader))
                .switchIfEmpty(Mono.error(() -> notFound("There is no such booking")));
    }

    @GetMapping("/figures")
    @Operation(summary = "Exact counts of a sale's bookings and money")
    @ApiResponse(
            responseCode = "200",
            description = "The figures",
            content = @Content(schema = @Schema(implementation = OrderFigures.class)))
    Mono<OrderFigures> figures(
            @RequestParam @PlainText(max = 64) String saleId, @Parameter(hidden = true) Principal caller) {
        return share.read(sale(OrderReader.of(caller), saleId, null).flatMap(orders::figures));
    }

    private Mono<SaleId> sale(OrderReader reader, @Nullable String saleId, @Nullable String eventId) {
        return orders.findSale(reader, saleId, eventId)
                .switchIfEmpty(Mono.error(() -> notFound("You have no such sale")));
    }

    private static ProblemException saleMissing() {
        return new ProblemException(Problem.invalid("saleId", "is missing: name a sale or an event, or search with q"));
    }

    private static ProblemException notFound(String detail) {
        return new ProblemException(Problem.of(ProblemType.NOT_FOUND, detail));
    }
}
