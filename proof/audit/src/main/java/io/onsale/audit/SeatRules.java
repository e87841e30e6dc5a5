package io.onsale.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** I6 and I7. */
final class SeatRules {
    private SeatRules() {}

    /** No seat has two live claims. */
    static Finding oneClaim(List<SeatClaim> claims) {
        Finding.Notes notes = new Finding.Notes();
        Map<Seat, String> first = new HashMap<>();
        for (SeatClaim claim : claims) {
            notes.looked();
            String other = first.putIfAbsent(new Seat(claim.performance(), claim.seat()), claim.claim());
            if (other != null) {
                notes.violation("performance " + claim.performance() + " seat " + claim.seat() + ": " + other + " and "
                        + claim.claim());
            }
        }
        return notes.finding();
    }

    private record Seat(String performance, String id) {}

    /** available + held + sold + blocked = seats. */
    static Finding conservation(List<SeatCount> counts) {
        Finding.Notes notes = new Finding.Notes();
        for (SeatCount count : counts) {
            notes.looked();
            if (!count.addsUp()) {
                notes.violation(count.toString());
            }
        }
        return notes.finding();
    }

    /** Redis and Postgres agree on each seat. */
    static Finding agreement(List<SeatView> seats) {
        Finding.Notes notes = new Finding.Notes();
        for (SeatView seat : seats) {
            notes.looked();
            if (!seat.agrees()) {
                notes.violation(seat.toString());
            }
        }
        return notes.finding();
    }
}
