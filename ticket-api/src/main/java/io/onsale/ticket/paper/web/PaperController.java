package io.onsale.ticket.paper.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.ticket.device.BindingProblem;
import io.onsale.ticket.paper.PrintTicket;
import io.onsale.ticket.paper.PrintTicket.Outcome;
import io.onsale.ticket.ticket.TicketId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Tickets")
class PaperController {
    private final PrintTicket printTicket;
    private final PdfPress press;

    PaperController(PrintTicket printTicket, PdfPress press) {
        this.printTicket = printTicket;
        this.press = press;
    }

    @PostMapping("/api/v1/tickets/{ticketId}/paper")
    @Operation(
            summary = "Your ticket on paper",
            description =
                    "An A4 page with a code that works once, for whoever shows it. It ends what showed the ticket before, which counts as moving"
                            + " it to another device. The same paper may be fetched again.")
    @ApiResponse(
            responseCode = "200",
            description = "The page",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @Refuses({ProblemType.NOT_FOUND, ProblemType.TICKET_USED, ProblemType.TICKET_VOIDED, ProblemType.REBIND_LIMIT})
    Mono<ResponseEntity<Object>> print(@PathVariable String ticketId, @Parameter(hidden = true) Principal fan) {
        return printTicket.print(new FanId(fan.id()), new TicketId(ticketId)).flatMap(outcome -> switch (outcome) {
            case Outcome.Printed printed -> press.print(printed.paper()).map(PaperController::page);
            case Outcome.Refused refused ->
                Mono.just(BindingProblem.of(refused.why()).answer());
        });
    }

    private static ResponseEntity<Object> page(byte[] pdf) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"ticket.pdf\"")
                .body(pdf);
    }
}
