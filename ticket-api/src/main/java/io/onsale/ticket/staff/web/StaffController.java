package io.onsale.ticket.staff.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.CodePoints;
import io.onsale.service.web.Pages;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.ticket.idempotency.Answer;
import io.onsale.ticket.idempotency.KeptAnswer;
import io.onsale.ticket.idempotency.KeyedRequest;
import io.onsale.ticket.idempotency.OncePerKey;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.member.PasswordMark;
import io.onsale.ticket.member.Secret;
import io.onsale.ticket.staff.AddStaff;
import io.onsale.ticket.staff.AddStaff.StaffWish;
import io.onsale.ticket.staff.EndStaff;
import io.onsale.ticket.staff.Staff;
import io.onsale.ticket.staff.Staff.Reach;
import io.onsale.ticket.staff.Staff.StaffAccount;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
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

@RestController
@RequestMapping("/api/v1/staff")
@Tag(name = "Staff")
class StaffController {
    private static final int NAME_MAX = 100;

    private final AddStaff addStaff;
    private final EndStaff endStaff;
    private final Staff staff;
    private final OncePerKey once;
    private final PasswordMark mark;

    StaffController(AddStaff addStaff, EndStaff endStaff, Staff staff, OncePerKey once, PasswordMark mark) {
        this.addStaff = addStaff;
        this.endStaff = endStaff;
        this.staff = staff;
        this.once = once;
        this.mark = mark;
    }

    /** @param employer the seller of a gate; a seller may leave it out, for a manager it is required */
    record NewStaff(
            @NotBlank @Size(max = 2 * Email.LENGTH_MAX) String email,
            @NotNull @CodePoints(min = 8, max = 128) String password,

            @NotNull @PlainText(max = NAME_MAX) @Schema(maxLength = NAME_MAX)
            String name,

            @NotNull @Schema(allowableValues = {"SELLER", "GATE", "MANAGER"})
            Role role,

            @Nullable String employer) {
        @Override
        public String toString() {
            return "NewStaff[" + email + ", " + role + "]"; // keeps the password out of logs
        }
    }

    /** What must be equal in a repeat. */
    private record StaffContent(
            String email,
            String passwordMark,
            String name,
            Role role,
            @Nullable String employer) {}

    /** An account of staff. */
    record StaffView(
            String memberId,
            String email,
            String name,

            @Schema(allowableValues = {"SELLER", "GATE", "MANAGER"})
            Role role,

            @Nullable String employer,
            Instant createdAt,
            @Nullable Instant endedAt) {
        static StaffView of(StaffAccount account) {
            return new StaffView(
                    account.memberId(),
                    account.email(),
                    account.name(),
                    account.role(),
                    account.employer(),
                    account.createdAt(),
                    account.endedAt());
        }
    }

    @PostMapping
    @Operation(
            summary = "Make an account for staff",
            description =
                    "A seller makes gates, which work for it; a manager makes sellers, managers, and gates of a seller.")
    @ApiResponse(
            responseCode = "201",
            description = "The account was created",
            content = @Content(schema = @Schema(implementation = StaffView.class)))
    @Refuses({ProblemType.EMAIL_TAKEN, ProblemType.FORBIDDEN})
    Mono<KeptAnswer> add(KeyedRequest key, @Parameter(hidden = true) Principal by, @Valid @RequestBody NewStaff body) {
        Email email = Email.parse(body.email())
                .orElseThrow(() -> new ProblemException(Problem.invalid("email", "must be an e-mail address")));
        Secret password = Secret.of(body.password());
        String employer = body.employer() == null ? null : OpaqueId.require("employer", body.employer());
        StaffWish wish = new StaffWish(email, password, body.name(), body.role(), employer);
        return once.answer(
                key,
                new StaffContent(email.value(), mark.of(password.value()), body.name(), body.role(), body.employer()),
                memberId -> addStaff.add(by, memberId, wish).map(StaffController::answer));
    }

    private static Answer answer(AddStaff.Outcome outcome) {
        return switch (outcome) {
            case AddStaff.Outcome.Added added -> Answer.created(StaffView.of(added.account()));
            case AddStaff.Outcome.AddressTaken taken ->
                Answer.refused(Problem.of(ProblemType.EMAIL_TAKEN, "Use another address for this account"));
            case AddStaff.Outcome.RoleRefused refused ->
                Answer.refused(Problem.of(ProblemType.FORBIDDEN, "You may not make accounts of this role"));
            case AddStaff.Outcome.EmployerRefused refused -> Answer.refused(Problem.invalid("employer", refused.why()));
        };
    }

    /** @param next send it as {@code after} for the next page; null on the last page */
    record StaffPage(List<StaffView> staff, @Nullable String next) {}

    @GetMapping
    @Operation(
            summary = "Accounts of staff, the newest first",
            description =
                    "A seller sees its gates; a manager all sellers, gates and managers. Ended ones are listed too.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of accounts",
            content = @Content(schema = @Schema(implementation = StaffPage.class)))
    Mono<StaffPage> list(
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "accounts per page") @RequestParam(defaultValue = "50") @Min(1) @Max(100)
                    int limit,
            @Parameter(hidden = true) Principal caller) {
        Pages.checkShape(after);
        Reach reach = EndStaff.reach(caller);
        return Pages.page(
                        staff.list(reach, after, limit).map(StaffView::of),
                        after,
                        Mono.justOrEmpty(after).flatMap(last -> staff.find(reach, last)))
                .map(page -> new StaffPage(
                        page, page.size() < limit ? null : page.getLast().memberId()));
    }

    @DeleteMapping("/{memberId}")
    @Operation(
            summary = "End an account of staff",
            description =
                    "Its sessions end at once, and this service refuses it within a second. Other services accept its last access token until "
                            + "it expires: 15 minutes at most if it came from one of our pages, otherwise 2 hours. Its e-mail address stays taken.")
    @ApiResponse(responseCode = "204", description = "It has ended, now or before")
    @Refuses({ProblemType.NOT_FOUND, ProblemType.FORBIDDEN})
    Mono<ResponseEntity<Object>> end(@PathVariable String memberId, @Parameter(hidden = true) Principal by) {
        return endStaff.end(by, OpaqueId.require("memberId", memberId)).map(outcome -> switch (outcome) {
            case ENDED -> ResponseEntity.noContent().build();
            case NOT_FOUND ->
                Problem.of(ProblemType.NOT_FOUND, "There is no such account").answer();
            case OWN_ACCOUNT ->
                Problem.of(ProblemType.FORBIDDEN, "You may not end your own account")
                        .answer();
        });
    }
}
