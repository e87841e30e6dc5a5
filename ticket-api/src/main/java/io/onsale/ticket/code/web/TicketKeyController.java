package io.onsale.ticket.code.web;

import io.onsale.ticket.code.PublishedKeys;
import io.onsale.ticket.code.StatementSigner;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tickets")
class TicketKeyController {
    private static final Duration KEYS_FRESH_FOR = Duration.ofMinutes(5); // a new key is published before it signs

    private final StatementSigner signer;

    TicketKeyController(StatementSigner signer) {
        this.signer = signer;
    }

    @GetMapping("/api/v1/keys/tickets")
    @Operation(
            summary = "The public keys to verify ticket codes (RFC 7517)",
            description = "Old keys stay until the tickets that they have signed are over.")
    @ApiResponse(
            responseCode = "200",
            description = "A JWK set",
            content = @Content(schema = @Schema(implementation = PublishedKeys.class)))
    ResponseEntity<PublishedKeys> keys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(KEYS_FRESH_FOR).cachePublic())
                .body(signer.publicKeys());
    }
}
