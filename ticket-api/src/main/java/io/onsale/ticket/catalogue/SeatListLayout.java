package io.onsale.ticket.catalogue;

import io.onsale.ticket.catalogue.SeatList.Listed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Orders the seats of a list as people count them, and gives them places if the list has none: zones side by side before a stage, rows
 * centred. The pages lay lists out in the same way, {@code lay-out.ts}.
 */
final class SeatListLayout {
    // made geometry, in the plan's units
    private static final double SEAT = 24;
    private static final double ROW = 28;
    private static final double AISLE = 60; // between zones
    private static final double STAGE_WIDTH = 400;
    private static final double STAGE_HEIGHT = 60;
    private static final double BELOW_STAGE = 60;
    private static final PretixPlan.Position ORIGIN = new PretixPlan.Position(0.0, 0.0);
    private static final List<String> COLORS = List.of(
            "#7b4de0", "#d4380d", "#0a7ea4", "#a86400", "#2b8a3e", "#c2255c", "#4263eb", "#8a5a44", "#087f5b",
            "#9c36b5");

    private static final Comparator<String> NATURALLY = new NaturalOrder();

    private record Block(String name, Map<String, List<Listed>> rows) {
        double width() {
            return SEAT * rows.values().stream().mapToInt(List::size).max().orElse(0);
        }

        double height() {
            return ROW * rows.size();
        }
    }

    private SeatListLayout() {}

    static PretixPlan of(List<Listed> seats, String name) {
        List<Block> blocks = blocks(seats);
        boolean isPlaced = seats.stream().anyMatch(seat -> seat.x() != null);
        return new PretixPlan(name, categories(seats), isPlaced ? asListed(blocks) : placed(blocks), null, null);
    }

    private static List<PretixPlan.@Nullable Zone> asListed(List<Block> blocks) {
        List<PretixPlan.@Nullable Zone> zones = new ArrayList<>();
        blocks.forEach(block -> zones.add(zone(block, 0, 0, null)));
        return zones;
    }

    private static List<PretixPlan.@Nullable Category> categories(List<Listed> seats) {
        TreeSet<String> names = seats.stream()
                .map(Listed::category)
                .filter(category -> !category.isEmpty())
                .collect(Collectors.toCollection(() -> new TreeSet<>(NATURALLY)));
        List<PretixPlan.@Nullable Category> categories = new ArrayList<>();
        for (String name : names) {
            categories.add(new PretixPlan.Category(name, COLORS.get(categories.size() % COLORS.size())));
        }
        return categories;
    }

    private static List<Block> blocks(List<Listed> seats) {
        Map<String, Map<String, List<Listed>>> zones = seats.stream()
                .sorted(Comparator.comparing(Listed::number, NATURALLY))
                .collect(Collectors.groupingBy(
                        Listed::zone,
                        () -> new TreeMap<>(NATURALLY),
                        Collectors.groupingBy(Listed::row, () -> new TreeMap<>(NATURALLY), Collectors.toList())));
        return zones.entrySet().stream()
                .map(zone -> new Block(zone.getKey(), zone.getValue()))
                .toList();
    }

    /** Zones in lines of about the same number of zones, each line centred before the stage. */
    private static List<PretixPlan.@Nullable Zone> placed(List<Block> blocks) {
        int perLine = (int) Math.ceil(Math.sqrt(blocks.size() * 1.5));
        List<List<Block>> lines = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i += perLine) {
            lines.add(blocks.subList(i, Math.min(blocks.size(), i + perLine)));
        }
        double width = Math.max(
                STAGE_WIDTH,
                lines.stream().mapToDouble(SeatListLayout::width).max().orElse(0));
        List<PretixPlan.@Nullable Zone> zones = new ArrayList<>();
        double top = STAGE_HEIGHT + BELOW_STAGE;
        for (List<Block> line : lines) {
            double left = (width - width(line)) / 2;
            for (Block block : line) {
                zones.add(zone(block, left, top, zones.isEmpty() ? stage(width) : null));
                left += block.width() + AISLE;
            }
            top += line.stream().mapToDouble(Block::height).max().orElse(0) + AISLE;
        }
        return zones;
    }

    private static double width(List<Block> line) {
        return line.stream().mapToDouble(Block::width).sum() + (line.size() - 1) * AISLE;
    }

    private static PretixPlan.Zone zone(Block block, double left, double top, PretixPlan.@Nullable Area stage) {
        List<PretixPlan.@Nullable Row> rows = new ArrayList<>();
        for (Map.Entry<String, List<Listed>> row : block.rows().entrySet()) {
            List<Listed> listed = row.getValue();
            double start = left + (block.width() - listed.size() * SEAT) / 2 + SEAT / 2;
            double y = top + rows.size() * ROW + ROW / 2;
            List<PretixPlan.@Nullable Seat> seats = new ArrayList<>();
            for (Listed seat : listed) {
                PretixPlan.Position made = new PretixPlan.Position(start + seats.size() * SEAT, y);
                PretixPlan.Position place = seat.x() == null ? made : new PretixPlan.Position(seat.x(), seat.y());
                seats.add(new PretixPlan.Seat(seat.id(), seat.number(), place, seat.category(), null, null, null));
            }
            rows.add(new PretixPlan.Row(row.getKey(), null, null, seats, ORIGIN));
        }
        return new PretixPlan.Zone(block.name(), ORIGIN, rows, stage == null ? null : List.of(stage));
    }

    private static PretixPlan.Area stage(double width) {
        return new PretixPlan.Area(
                "rectangle",
                new PretixPlan.Rectangle(STAGE_WIDTH, STAGE_HEIGHT),
                null,
                null,
                null,
                "#cccccc",
                "#888888",
                null,
                null,
                new PretixPlan.Position((width - STAGE_WIDTH) / 2, 0.0),
                0.0,
                new PretixPlan.Text("STAGE"),
                null);
    }
}
