package io.onsale.gatling.audit;

import java.util.List;

/** Everything that the rules look at, read out of the stores at one time. */
record Books(
        List<AdmissionEntry> admissions,
        List<Buyer> buyers,
        List<SeatClaim> reservations,
        List<SeatClaim> bookedSeats,
        List<SeatClaim> soldSeats,
        List<SeatClaim> tickets,
        List<SeatCount> counts,
        List<SeatView> seats,
        List<LedgerPayment> ledger,
        List<BookingRow> bookings,
        List<OutboxState> outboxes) {}
