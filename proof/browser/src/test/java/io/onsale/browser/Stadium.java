package io.onsale.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A seating plan of 66,704 seats: an oval of three tiers and 120 sections, as large as the largest halls. */
final class Stadium {
    private static final int CENTRE = 9_000; // in units of about 2 cm, like all lengths here
    private static final int ROW_PITCH = 50;
    private static final double GAP = 0.008; // radians, an aisle beside each section

    private record Tier(String name, String category, int radius, int sections, int seats, int rows) {}

    private static final List<Tier> TIERS = List.of(
            new Tier("1", "R", 5_200, 36, 25_000, 24),
            new Tier("2", "S", 6_600, 40, 22_000, 18),
            new Tier("3", "A", 7_700, 44, 19_704, 18));

    private Stadium() {}

    static Map<String, Object> plan() {
        List<Map<String, Object>> zones = new ArrayList<>();
        for (Tier tier : TIERS) {
            int rest = tier.seats() % tier.sections();
            for (int section = 0; section < tier.sections(); section++) {
                zones.add(zone(tier, section, tier.seats() / tier.sections() + (section == 0 ? rest : 0)));
            }
        }
        return Map.of(
                "name",
                "경기장",
                "categories",
                List.of(
                        Map.of("name", "R", "color", "#d00000"),
                        Map.of("name", "S", "color", "#0077b6"),
                        Map.of("name", "A", "color", "#2a9d8f")),
                "zones",
                zones,
                "size",
                Map.of("width", 2 * CENTRE, "height", 2 * CENTRE));
    }

    private static Map<String, Object> zone(Tier tier, int section, int seats) {
        String name = "%s%02d".formatted(tier.name(), section + 1);
        double angle = 2 * Math.PI / tier.sections();
        List<Map<String, Object>> rows = new ArrayList<>();
        int left = seats;
        for (int row = 0; row < tier.rows(); row++) {
            int count = row == tier.rows() - 1 ? left : seats / tier.rows();
            left -= count;
            rows.add(Map.of(
                    "row_number",
                    Integer.toString(row + 1),
                    "position",
                    Map.of("x", 0, "y", 0),
                    "seats",
                    row(
                            tier,
                            name + "-" + (row + 1),
                            tier.radius() + row * ROW_PITCH,
                            angle * section + GAP,
                            angle - 2 * GAP,
                            count)));
        }
        return Map.of("name", name, "position", Map.of("x", CENTRE, "y", CENTRE), "rows", rows);
    }

    private static List<Map<String, Object>> row(
            Tier tier, String name, int radius, double from, double span, int seats) {
        List<Map<String, Object>> made = new ArrayList<>();
        for (int seat = 0; seat < seats; seat++) {
            double at = from + span * (seat + 0.5) / seats;
            made.add(Map.of(
                    "seat_guid", name + "-" + (seat + 1),
                    "seat_number", Integer.toString(seat + 1),
                    "position",
                            Map.of(
                                    "x", Math.round(radius * Math.cos(at) * 10) / 10.0,
                                    "y", Math.round(radius * Math.sin(at) * 10) / 10.0),
                    "category", tier.category()));
        }
        return made;
    }
}
