package io.onsale.gatling.seats;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A performance's seats in the order of their indices, and the rows that they form. */
public record HallPlan(List<String> seatIds, List<Row> rows) {
    /** Seats {@code from} (inclusive) to {@code to} (exclusive) stand side by side. */
    public record Row(String zone, String name, int from, int to) {
        /** {@code zone/row}, as a person would name it. */
        public String label() {
            return zone + "/" + name;
        }
    }

    public HallPlan {
        seatIds = List.copyOf(seatIds);
        rows = List.copyOf(rows);
    }

    /** Reads what {@code GET /api/v1/performances/{id}/plan} answers. */
    public static HallPlan read(JsonNode plan) {
        List<String> seatIds = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (JsonNode zone : plan.path("zones")) {
            for (JsonNode row : zone.path("rows")) {
                int from = seatIds.size();
                row.path("seats").forEach(seat -> seatIds.add(seat.path("id").stringValue()));
                rows.add(new Row(
                        zone.path("name").stringValue(), row.path("name").stringValue(), from, seatIds.size()));
            }
        }
        if (seatIds.isEmpty()) {
            throw new IllegalArgumentException("the plan has no seats");
        }
        return new HallPlan(seatIds, rows);
    }

    /** The same seats, but only one row that anybody looks at. */
    public HallPlan onlyRow(String label) {
        List<Row> one = rows.stream().filter(row -> row.label().equals(label)).toList();
        if (one.size() != 1) {
            throw new IllegalArgumentException("the hall has no single row " + label);
        }
        return new HallPlan(seatIds, one);
    }

    public int seats() {
        return seatIds.size();
    }

    /** How many seats stand in the rows that are looked at. */
    public int seatsInRows() {
        return rows.stream().mapToInt(row -> row.to() - row.from()).sum();
    }
}
