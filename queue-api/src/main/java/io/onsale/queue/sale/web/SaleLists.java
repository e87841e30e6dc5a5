package io.onsale.queue.sale.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.queue.sale.OperatedSales;
import io.onsale.queue.sale.SaleOwners;
import io.onsale.queue.sale.web.AuditView.AuditPage;
import io.onsale.queue.sale.web.SaleSummary.SalePage;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Pages;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The operators' lists: of sales, and of what was done to one. */
@Tag(name = "Operators")
@SecurityRequirement(name = "bearer")
@RestController
@RequestMapping("/api/v1/admin/sales")
class SaleLists {
    private static final String NUMBER = "[0-9]{1,18}";

    private final OperatedSales sales;

    SaleLists(OperatedSales sales) {
        this.sales = sales;
    }

    @Operation(
            summary = "Sales, the one that opens last first",
            description =
                    "A manager sees all, a seller its own. state is what operators have set; whether the lobby or the sale is open follows from "
                            + "the times.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of sales",
            content = @Content(schema = @Schema(implementation = SalePage.class)))
    @GetMapping
    Mono<SalePage> list(
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "sales per page") @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @Parameter(hidden = true) Principal caller) {
        Pages.checkShape(after);
        String seller = SaleOwners.reach(caller);
        SaleId last = after == null ? null : new SaleId(after);
        return Pages.page(
                        sales.list(seller, last, limit).map(SaleSummary::of),
                        after,
                        Mono.justOrEmpty(last).flatMap(sale -> sales.find(sale, seller)))
                .map(page -> new SalePage(
                        page, page.size() < limit ? null : page.getLast().saleId()));
    }

    @Operation(
            summary = "What was done to the sale, the latest first",
            description = "Each command with who gave it and why, and the fields of the policy that it changed.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of the audit",
            content = @Content(schema = @Schema(implementation = AuditPage.class)))
    @Refuses(value = ProblemType.NOT_FOUND, note = "no such sale")
    @GetMapping("/{saleId}/audit")
    Mono<ResponseEntity<Object>> audit(
            @PathVariable String saleId,
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "entries per page") @RequestParam(defaultValue = "50") @Min(1) @Max(100) int limit,
            @Parameter(hidden = true) Principal caller) {
        long before = before(after);
        SaleId sale = new SaleId(saleId);
        return sales.find(sale, SaleOwners.reach(caller))
                .flatMap(found ->
                        sales.audit(sale, before, limit).map(AuditView::of).collectList())
                .map(page -> ResponseEntity.ok((Object) new AuditPage(
                        page, page.size() < limit ? null : page.getLast().auditId())))
                .defaultIfEmpty(Problem.of(ProblemType.NOT_FOUND, "There is no such sale")
                        .answer());
    }

    private static long before(@Nullable String after) {
        if (after == null) {
            return Long.MAX_VALUE;
        }
        if (!after.matches(NUMBER)) {
            throw new ProblemException(Problem.invalid("after", "must be the value of next from a page of this list"));
        }
        return Long.parseLong(after);
    }
}
