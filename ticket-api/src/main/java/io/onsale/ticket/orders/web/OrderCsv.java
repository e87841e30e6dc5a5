package io.onsale.ticket.orders.web;

import io.onsale.ticket.orders.Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Orders as CSV for spreadsheets. No cell is read as a formula, and a last line says that nothing is missing. */
final class OrderCsv {
    private static final String BOM = "\uFEFF"; // Excel reads UTF-8 only with it
    private static final String FORMULA = "=+-@\t\r";

    private OrderCsv() {}

    static String head() {
        return BOM
                + line(
                        "bookingId",
                        "placedAt",
                        "status",
                        "memberId",
                        "name",
                        "email",
                        "performanceId",
                        "startsAt",
                        "seats",
                        "amount",
                        "currency",
                        "paymentState",
                        "refunded",
                        "attempts");
    }

    static String rows(List<Order> orders) {
        StringBuilder text = new StringBuilder();
        orders.forEach(order -> text.append(row(order)));
        return text.toString();
    }

    /** Whoever reads a file without this line has not got all of it. */
    static String trailer(long rows) {
        return line("END", Long.toString(rows));
    }

    private static String row(Order order) {
        return line(
                order.bookingId(),
                order.placedAt(),
                order.status(),
                order.fan().memberId(),
                order.fan().name() == null ? "" : order.fan().name(),
                order.fan().email() == null ? "" : order.fan().email(),
                order.performanceId(),
                order.startsAt(),
                String.join(", ", order.seats()),
                order.total().amount(),
                order.total().currency(),
                order.paymentState(),
                order.refunded().amount(),
                order.attempts());
    }

    private static String line(Object... cells) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            for (Object cell : cells) {
                printer.print(guarded(cell.toString()));
            }
            printer.println();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringBuilder does not fail
        }
        return text.toString();
    }

    private static String guarded(String cell) {
        return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
