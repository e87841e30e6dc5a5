package io.onsale.audit;

import java.util.List;

/** All data that the rules need, read from the stores at one time. */
record Books(
        List<AdmissionEntry> admissions,
        List<Buyer> buyers,
        List<SeatClaim> reservations,
        List<SeatClaim> bookedSeats,
        List<SeatClaim> soldSeats,
        List<SeatClaim> tickets,
        List<TicketUse> ticketUses,
        List<SeatCount> counts,
        List<SeatView> seats,
        List<LedgerPayment> ledger,
        List<BookingRow> bookings,
        List<OutboxState> outboxes) {}
