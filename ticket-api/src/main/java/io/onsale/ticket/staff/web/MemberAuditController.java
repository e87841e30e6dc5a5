package io.onsale.ticket.staff.web;

import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Pages;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.ticket.staff.MemberAudit;
import io.onsale.ticket.staff.MemberRecords;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What was done to an account, for managers. */
@RestController
@RequestMapping("/api/v1/admin/members/{memberId}/audit")
@Tag(name = "Administration")
class MemberAuditController {
    private final MemberRecords records;
    private final MemberAudit audit;

    MemberAuditController(MemberRecords records, MemberAudit audit) {
        this.records = records;
        this.audit = audit;
    }

    /**
     * @param madeBy the id of a seller or manager
     * @param madeByEmail null if there is no such account any more
     */
    record MemberAuditView(
            String auditId,
            MemberAudit.Action action,
            @Nullable String reason,
            String madeBy,
            @Nullable String madeByEmail,
            Instant madeAt) {
        static MemberAuditView of(MemberAudit.Entry entry) {
            return new MemberAuditView(
                    Long.toString(entry.number()),
                    entry.action(),
                    entry.reason(),
                    entry.madeBy(),
                    entry.madeByEmail(),
                    entry.madeAt());
        }
    }

    /** @param next send it as {@code after} for the next page; null on the last page */
    record MemberAuditPage(
            List<MemberAuditView> entries, @Nullable String next) {}

    @GetMapping
    @Operation(
            summary = "What was done to an account, by whom and why; the newest first",
            description = "Made and ended as an account of staff, suspended, and suspensions lifted.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of changes",
            content = @Content(schema = @Schema(implementation = MemberAuditPage.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<MemberAuditPage> list(
            @PathVariable String memberId,
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "changes per page") @RequestParam(defaultValue = "50") @Min(1) @Max(100)
                    int limit) {
        String member = OpaqueId.require("memberId", memberId);
        long before = after == null ? Long.MAX_VALUE : number(after);
        return records.find(member)
                .switchIfEmpty(Mono.error(
                        () -> new ProblemException(Problem.of(ProblemType.NOT_FOUND, "There is no such account"))))
                .then(Mono.defer(() -> Pages.page(
                        audit.entries(member, before, limit).map(MemberAuditView::of),
                        after,
                        audit.entries(member, before + 1, 1).filter(last -> last.number() == before))))
                .map(page -> new MemberAuditPage(
                        page, page.size() < limit ? null : page.getLast().auditId()));
    }

    private static long number(String after) {
        Pages.checkShape(after);
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException e) {
            throw new ProblemException(Problem.invalid("after", "must be the value of next from a page of this list"));
        }
    }
}
