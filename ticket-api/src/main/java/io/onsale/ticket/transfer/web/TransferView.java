package io.onsale.ticket.transfer.web;

import io.onsale.ticket.transfer.Transfer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transfer as one of its two sides sees it.
 *
 * @param email of the recipient, for the sender
 * @param senderName for the recipient; null if unknown
 */
record TransferView(
        String transferId,
        String ticketId,
        Transfer.State state,
        @Nullable String email,
        @Nullable String senderName,
        Instant offeredAt,
        Instant expiresAt,
        @Nullable Instant settledAt,
        String eventId,
        String performanceId,
        String title,
        Instant startsAt,
        String label,
        String grade) {
    static TransferView sent(Transfer transfer) {
        return of(transfer, transfer.email().value(), null);
    }

    static TransferView received(Transfer transfer) {
        return of(transfer, null, transfer.senderName());
    }

    private static TransferView of(Transfer transfer, @Nullable String email, @Nullable String senderName) {
        Transfer.Admission admission = transfer.admission();
        return new TransferView(
                transfer.id().value(),
                transfer.ticket().value(),
                transfer.state(),
                email,
                senderName,
                transfer.offeredAt(),
                transfer.expiresAt(),
                transfer.settledAt(),
                admission.event().value(),
                admission.performance().value(),
                admission.title(),
                admission.startsAt(),
                admission.label(),
                admission.grade());
    }
}
