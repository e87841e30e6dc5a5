package io.onsale.ticket.transfer.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Problem;
import io.onsale.ticket.idempotency.Answer;
import io.onsale.ticket.idempotency.KeptAnswer;
import io.onsale.ticket.idempotency.KeyedRequest;
import io.onsale.ticket.idempotency.OncePerKey;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.ticket.TicketId;
import io.onsale.ticket.transfer.PassOnTicket;
import io.onsale.ticket.transfer.PassOnTicket.AnswerOutcome;
import io.onsale.ticket.transfer.PassOnTicket.OfferOutcome;
import io.onsale.ticket.transfer.Transfer;
import io.onsale.ticket.transfer.TransferId;
import io.onsale.ticket.transfer.Transfers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Transfers")
class TransferController {
    private static final int LISTED_MAX = 100; // of each kind: more than anybody passes on in a year

    private final PassOnTicket passOnTicket;
    private final Transfers transfers;
    private final OncePerKey once;

    TransferController(PassOnTicket passOnTicket, Transfers transfers, OncePerKey once) {
        this.passOnTicket = passOnTicket;
        this.transfers = transfers;
        this.once = once;
    }

    record NewTransfer(
            @NotBlank @Size(max = 2 * Email.LENGTH_MAX) @Schema(maxLength = 2 * Email.LENGTH_MAX)
            String email) {}

    @PostMapping("/api/v1/tickets/{ticketId}/transfers")
    @Operation(
            summary = "Offer your ticket to another member",
            description =
                    "It becomes theirs when they accept, signed in with this address; the answer does not tell whether the address has an"
                            + " account. Until then it stays yours. The booking and its money stay with the payer: a ticket that was"
                            + " passed on cannot be given back.")
    @ApiResponse(
            responseCode = "201",
            description = "Offered",
            content = @Content(schema = @Schema(implementation = TransferView.class)))
    @Refuses({
        ProblemType.NOT_FOUND,
        ProblemType.TICKET_USED,
        ProblemType.TICKET_VOIDED,
        ProblemType.PERFORMANCE_STARTED,
        ProblemType.TRANSFER_LIMIT
    })
    @Refuses(value = ProblemType.TRANSFER_OPEN, note = "with transferId")
    Mono<KeptAnswer> offer(
            KeyedRequest key,
            @PathVariable String ticketId,
            @Parameter(hidden = true) Principal fan,
            @Valid @RequestBody NewTransfer body) {
        TicketId ticket = new TicketId(ticketId);
        return once.answer(
                key,
                body,
                transferId -> Email.parse(body.email())
                        .map(email -> passOnTicket
                                .offer(new TransferId(transferId), new FanId(fan.id()), ticket, email)
                                .map(TransferController::answer))
                        .orElseGet(() ->
                                Mono.just(Answer.refused(Problem.invalid("email", "must be an e-mail address")))));
    }

    private static Answer answer(OfferOutcome outcome) {
        return switch (outcome) {
            case OfferOutcome.Offered offered -> Answer.created(TransferView.sent(offered.transfer()));
            case OfferOutcome.NotFound none ->
                Answer.refused(Problem.of(ProblemType.NOT_FOUND, "You have no such ticket"));
            case OfferOutcome.AlreadyUsed used ->
                Answer.refused(Problem.of(ProblemType.TICKET_USED, "It can no longer be passed on"));
            case OfferOutcome.Voided voided ->
                Answer.refused(Problem.of(ProblemType.TICKET_VOIDED, "It no longer opens the gate"));
            case OfferOutcome.ShowBegun begun ->
                Answer.refused(Problem.of(ProblemType.PERFORMANCE_STARTED, "Its tickets can no longer be passed on"));
            case OfferOutcome.OwnAddress own -> Answer.refused(Problem.invalid("email", "is your own address"));
            case OfferOutcome.OfferOpen open ->
                Answer.refused(Problem.of(ProblemType.TRANSFER_OPEN, "Withdraw that offer first")
                        .with("transferId", open.transfer().value()));
            case OfferOutcome.TooManyOffers tooMany ->
                Answer.refused(Problem.of(ProblemType.TRANSFER_LIMIT, "It cannot be offered again"));
        };
    }

    /** Each latest first, at most 100. */
    record TransferLists(List<TransferView> received, List<TransferView> sent) {}

    @GetMapping("/api/v1/transfers")
    @Operation(summary = "Tickets offered to you, and those that you offered; latest first")
    @ApiResponse(
            responseCode = "200",
            description = "The transfers",
            content = @Content(schema = @Schema(implementation = TransferLists.class)))
    Mono<TransferLists> list(@Parameter(hidden = true) Principal fan) {
        FanId member = new FanId(fan.id());
        Mono<List<TransferView>> received = transfers
                .findEmail(member)
                .flatMapMany(email -> transfers.receivedBy(member, email, LISTED_MAX))
                .map(TransferView::received)
                .collectList();
        Mono<List<TransferView>> sent =
                transfers.sentBy(member, LISTED_MAX).map(TransferView::sent).collectList();
        return Mono.zip(received, sent, TransferLists::new);
    }

    @PostMapping("/api/v1/transfers/{transferId}/acceptance")
    @Operation(summary = "Accept a ticket that was offered to your address; a repeat changes nothing")
    @ApiResponse(
            responseCode = "200",
            description = "It is yours; bind it to your device",
            content = @Content(schema = @Schema(implementation = TransferView.class)))
    @Refuses(ProblemType.NOT_FOUND)
    @Refuses(value = ProblemType.TRANSFER_ENDED, note = "with state")
    Mono<ResponseEntity<Object>> accept(@PathVariable String transferId, @Parameter(hidden = true) Principal fan) {
        return passOnTicket
                .accept(new TransferId(transferId), new FanId(fan.id()))
                .map(outcome -> switch (outcome) {
                    case AnswerOutcome.Done done -> ResponseEntity.ok((Object) TransferView.received(done.transfer()));
                    case AnswerOutcome.NotFound none -> notFound();
                    case AnswerOutcome.Ended ended -> ended(ended.transfer());
                });
    }

    @DeleteMapping("/api/v1/transfers/{transferId}")
    @Operation(summary = "Withdraw your offer, or decline one that was made to you; a repeat changes nothing")
    @ApiResponse(responseCode = "204", description = "It has ended")
    @Refuses(ProblemType.NOT_FOUND)
    @Refuses(value = ProblemType.TRANSFER_ENDED, note = "it was accepted; with state")
    Mono<ResponseEntity<Object>> end(@PathVariable String transferId, @Parameter(hidden = true) Principal fan) {
        return passOnTicket.end(new TransferId(transferId), new FanId(fan.id())).map(outcome -> switch (outcome) {
            case AnswerOutcome.Done done -> ResponseEntity.noContent().build();
            case AnswerOutcome.NotFound none -> notFound();
            case AnswerOutcome.Ended ended -> ended(ended.transfer());
        });
    }

    private static ResponseEntity<Object> notFound() {
        return Problem.of(ProblemType.NOT_FOUND, "You have no such transfer").answer();
    }

    private static ResponseEntity<Object> ended(Transfer transfer) {
        return Problem.of(ProblemType.TRANSFER_ENDED, "It is " + transfer.state())
                .with("state", transfer.state())
                .answer();
    }
}
