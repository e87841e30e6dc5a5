package io.onsale.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** I8: compares the provider's ledger with the bookings, in both directions. */
final class MoneyRules {
    private MoneyRules() {}

    /**
     * Each captured payment is one CONFIRMED booking of exactly that amount, or the fee of a CANCELLED one, or was refunded in full;
     * none is captured twice.
     */
    static Finding captures(List<LedgerPayment> ledger, List<BookingRow> bookings) {
        Finding.Notes notes = new Finding.Notes();
        Map<String, BookingRow> byPayment = byPayment(bookings);
        for (LedgerPayment payment : ledger) {
            if (payment.captured() == 0) {
                continue;
            }
            notes.looked();
            BookingRow booking = byPayment.get(payment.payment());
            if (payment.captures() != 1) {
                notes.violation(payment + " was captured " + payment.captures() + " times");
            } else if (booking == null ? payment.kept() != 0 : !fits(payment, booking)) {
                notes.violation(payment + " against " + (booking == null ? "no booking" : booking.toString()));
            }
        }
        return notes.finding();
    }

    private static boolean fits(LedgerPayment payment, BookingRow booking) {
        if (payment.kept() == 0) {
            return true; // refunded in full
        }
        return booking.wasConfirmed()
                && payment.kept() == booking.owed()
                && payment.currency().equals(booking.currency());
    }

    /** Each booking that was confirmed has exactly one payment, of its amount, whose money is kept; or none if nothing of it is owed. */
    static Finding confirmed(List<LedgerPayment> ledger, List<BookingRow> bookings) {
        Finding.Notes notes = new Finding.Notes();
        Map<String, LedgerPayment> payments = new HashMap<>();
        ledger.forEach(payment -> payments.put(payment.payment(), payment));
        for (BookingRow booking : bookings) {
            if (!booking.wasConfirmed()) {
                continue;
            }
            notes.looked();
            List<LedgerPayment> kept = booking.payments().stream()
                    .filter(payments::containsKey)
                    .map(payments::get)
                    .filter(payment -> payment.captured() > 0 && payment.kept() > 0)
                    .toList();
            boolean one = kept.size() == 1 && kept.getFirst().kept() == booking.owed();
            if (!one && !(kept.isEmpty() && booking.owed() == 0)) {
                notes.violation(booking + " against " + (kept.isEmpty() ? "no captured payment" : kept.toString()));
            }
        }
        return notes.finding();
    }

    /** What the shop keeps of a booking is the price of the seats it still has, and the fees of cancelled ones. */
    static Finding refunds(List<BookingRow> bookings) {
        Finding.Notes notes = new Finding.Notes();
        for (BookingRow booking : bookings) {
            if (!booking.wasConfirmed()) {
                continue;
            }
            notes.looked();
            if (booking.owed() != booking.due()) {
                notes.violation(booking + ", but its seats and fees make " + booking.due());
            }
        }
        return notes.finding();
    }

    private static Map<String, BookingRow> byPayment(List<BookingRow> bookings) {
        Map<String, BookingRow> byPayment = new HashMap<>();
        for (BookingRow booking : bookings) {
            booking.payments().forEach(payment -> byPayment.put(payment, booking));
        }
        return byPayment;
    }
}
