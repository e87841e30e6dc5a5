package io.onsale.gatling.seats;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A performance's seats in the order of their indices, and the rows that they form. */
public record HallPlan(List<String> seatIds, List<HallRow> rows) {
    /** Seats {@code from} (inclusive) to {@code to} (exclusive) are side by side. */
    public record HallRow(String zone, String name, int from, int to) {
        /** {@code zone/row}, as a person would name it. */
        public String label() {
            return zone + "/" + name;
        }
    }

    public HallPlan {
        seatIds = List.copyOf(seatIds);
        rows = List.copyOf(rows);
    }

    /** Reads the answer of {@code GET /api/v1/performances/{id}/plan}. */
    public static HallPlan read(JsonNode plan) {
        List<String> seatIds = new ArrayList<>();
        List<HallRow> rows = new ArrayList<>();
        for (JsonNode zone : plan.path("zones")) {
            for (JsonNode row : zone.path("rows")) {
                int from = seatIds.size();
                row.path("seats").forEach(seat -> seatIds.add(seat.path("id").stringValue()));
                rows.add(new HallRow(
                        zone.path("name").stringValue(), row.path("name").stringValue(), from, seatIds.size()));
            }
        }
        if (seatIds.isEmpty()) {
            throw new IllegalArgumentException("the plan has no seats");
        }
        return new HallPlan(seatIds, rows);
    }

    /** The same seats, but fans choose from one row only. */
    public HallPlan onlyRow(String label) {
        List<HallRow> one =
                rows.stream().filter(row -> row.label().equals(label)).toList();
        if (one.size() != 1) {
            throw new IllegalArgumentException("the hall has no single row " + label);
        }
        return new HallPlan(seatIds, one);
    }

    public int seats() {
        return seatIds.size();
    }

    /** How many seats are in the rows that fans choose from. */
    public int seatsInRows() {
        return rows.stream().mapToInt(row -> row.to() - row.from()).sum();
    }
}
