package io.onsale.ticket.staff.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.kernel.text.TypedText;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Pages;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.staff.MemberRecords;
import io.onsale.ticket.staff.MemberRecords.MemberRecord;
import io.onsale.ticket.staff.SuspendMember;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** All accounts, for managers: look up, suspend, lift a suspension. */
@RestController
@RequestMapping("/api/v1/admin/members")
@Tag(name = "Administration")
class MemberAdministration {
    private static final int REASON_MAX = 200;
    private static final String MEMBER_ID = "memberId";

    private final MemberRecords records;
    private final SuspendMember suspendMember;

    MemberAdministration(MemberRecords records, SuspendMember suspendMember) {
        this.records = records;
        this.suspendMember = suspendMember;
    }

    /**
     * An account.
     *
     * @param reason why it is suspended; null if it is not
     */
    record MemberRecordView(
            String memberId,
            String email,
            String name,

            @Schema(allowableValues = {"FAN", "SELLER", "GATE", "MANAGER"})
            Role role,

            @Nullable String employer,
            Instant createdAt,
            @Nullable Instant suspendedAt,
            @Nullable String reason,
            @Nullable Instant endedAt) {
        static MemberRecordView of(MemberRecord account) {
            return new MemberRecordView(
                    account.memberId(),
                    account.email(),
                    account.name(),
                    account.role(),
                    account.employer(),
                    account.createdAt(),
                    account.suspendedAt(),
                    account.reason(),
                    account.endedAt());
        }
    }

    /** @param next send it as {@code after}, with the same q and role, for the next page; null on the last page */
    record MemberRecordPage(
            List<MemberRecordView> members, @Nullable String next) {}

    @GetMapping
    @Operation(
            summary = "Look up accounts by e-mail address",
            description = "Sorted by address; the one whose address is exactly q comes first.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of accounts",
            content = @Content(schema = @Schema(implementation = MemberRecordPage.class)))
    Mono<MemberRecordPage> search(
            @Parameter(description = "the beginning of the e-mail address or of the name; case does not matter")
                    @RequestParam(required = false)
                    @Nullable
                    String q,
            @Parameter(
                            description = "only accounts of this role",
                            schema = @Schema(allowableValues = {"FAN", "SELLER", "GATE", "MANAGER"}))
                    @RequestParam(required = false)
                    @Nullable
                    Role role,
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "accounts per page") @RequestParam(defaultValue = "50") @Min(1) @Max(100)
                    int limit) {
        Pages.checkShape(after);
        String text = q == null || q.isBlank() ? "" : text(q);
        return Pages.page(
                        records.search(text, role, after, limit).map(MemberRecordView::of),
                        after,
                        Mono.justOrEmpty(after).flatMap(records::find))
                .map(page -> new MemberRecordPage(
                        page, page.size() < limit ? null : page.getLast().memberId()));
    }

    /** A whole address in the form in which it is stored; anything else in lower case. */
    private static String text(String typed) {
        String clean = TypedText.clean(typed);
        String flaw = TypedText.flaw(clean, Email.LENGTH_MAX);
        if (flaw != null) {
            throw new ProblemException(Problem.invalid("q", flaw));
        }
        return Email.parse(clean).map(Email::value).orElseGet(() -> clean.toLowerCase(Locale.ROOT));
    }

    /** @param reason for the audit; the member does not see it */
    record SuspensionReason(
            @NotNull @PlainText(max = REASON_MAX) @Schema(maxLength = REASON_MAX)
            String reason) {}

    @PostMapping("/{memberId}/suspension")
    @Operation(
            summary = "Suspend an account",
            description =
                    "It cannot sign in, and its sessions end. This service refuses it within a second; other services accept its last access "
                            + "token until it expires. Its bookings and tickets stay. A repeat changes nothing.")
    @ApiResponse(
            responseCode = "200",
            description = "The account as it is now",
            content = @Content(schema = @Schema(implementation = MemberRecordView.class)))
    @Refuses({ProblemType.NOT_FOUND, ProblemType.FORBIDDEN})
    Mono<ResponseEntity<Object>> suspend(
            @PathVariable String memberId,
            @Valid @RequestBody SuspensionReason body,
            @Parameter(hidden = true) Principal by) {
        return suspendMember
                .suspend(by, OpaqueId.require(MEMBER_ID, memberId), body.reason())
                .map(MemberAdministration::answer);
    }

    @DeleteMapping("/{memberId}/suspension")
    @Operation(summary = "Lift the suspension of an account", description = "A repeat changes nothing.")
    @ApiResponse(
            responseCode = "200",
            description = "The account as it is now",
            content = @Content(schema = @Schema(implementation = MemberRecordView.class)))
    @Refuses({ProblemType.NOT_FOUND, ProblemType.FORBIDDEN})
    Mono<ResponseEntity<Object>> restore(
            @PathVariable String memberId,
            @Valid @RequestBody SuspensionReason body,
            @Parameter(hidden = true) Principal by) {
        return suspendMember
                .restore(by, OpaqueId.require(MEMBER_ID, memberId), body.reason())
                .map(MemberAdministration::answer);
    }

    private static ResponseEntity<Object> answer(SuspendMember.Outcome outcome) {
        return switch (outcome) {
            case SuspendMember.Outcome.Done done -> ResponseEntity.ok(MemberRecordView.of(done.account()));
            case SuspendMember.Outcome.NoSuchAccount none ->
                Problem.of(ProblemType.NOT_FOUND, "There is no such account").answer();
            case SuspendMember.Outcome.AccountEnded ended ->
                Problem.of(ProblemType.NOT_FOUND, "This account has ended").answer();
            case SuspendMember.Outcome.OwnAccount own ->
                Problem.of(ProblemType.FORBIDDEN, "You may not suspend your own account")
                        .answer();
        };
    }
}
