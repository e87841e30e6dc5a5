package io.onsale.seat.testing;

import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.Performance;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.event.SeatingPlan.Category;
import io.onsale.kernel.event.SeatingPlan.Row;
import io.onsale.kernel.event.SeatingPlan.Seat;
import io.onsale.kernel.event.SeatingPlan.Size;
import io.onsale.kernel.event.SeatingPlan.Zone;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sale with its hall: {@code aSale().withRow("A", 10).atMost(4).build()}. Seat {@code A-1} of section {@code F1} costs 10,000
 * won at grade {@code R}; a row of category {@code BLOCKED} is not for sale.
 */
public final class SaleBuilder {
    public static final String NOT_FOR_SALE = "BLOCKED";

    private final List<Zone> areas = new ArrayList<>();
    private final Map<String, List<Row>> sections = new LinkedHashMap<>();
    private String section = "F1";
    private int atMost = 8;
    private int performances = 1;
    private @Nullable Instant visibleFrom;
    private @Nullable String sellerId;
    private Instant startsAt = Instant.parse("2050-01-01T19:00:00Z");

    private SaleBuilder() {}

    public static SaleBuilder aSale() {
        return new SaleBuilder();
    }

    /** The section of the following rows. */
    public SaleBuilder inSection(String name) {
        section = name;
        return this;
    }

    public SaleBuilder withRow(String name, int seats) {
        return withRow(name, seats, "R");
    }

    /**
     * Adds a row.
     *
     * @param category {@code R}, {@code S} or {@link #NOT_FOR_SALE}
     */
    public SaleBuilder withRow(String name, int seats, String category) {
        return withRow(
                name,
                category,
                IntStream.rangeClosed(1, seats).map(number -> number * 26).toArray());
    }

    /** Adds a row whose seats are at these positions from left to right. */
    public SaleBuilder withRowAt(String name, int... xs) {
        return withRow(name, "R", xs);
    }

    private SaleBuilder withRow(String name, String category, int[] xs) {
        String prefix = section.equals("F1") ? "" : section + "-";
        List<Seat> row = IntStream.rangeClosed(1, xs.length)
                .mapToObj(number ->
                        new Seat(prefix + name + "-" + number, Integer.toString(number), xs[number - 1], 0, category))
                .toList();
        sections.computeIfAbsent(section, key -> new ArrayList<>()).add(new Row(name, row));
        return this;
    }

    /** Adds a general-admission area of grade {@code S}, after the rows. */
    public SaleBuilder withGeneralAdmission(String id, String name, int capacity) {
        List<Seat> places = IntStream.rangeClosed(1, capacity)
                .mapToObj(number -> new Seat(id + "#" + number, Integer.toString(number), 0, 0, "S"))
                .toList();
        areas.add(new Zone(name, List.of(new Row("", places)), id));
        return this;
    }

    /** Most seats of one fan. */
    public SaleBuilder atMost(int seats) {
        atMost = seats;
        return this;
    }

    /** When the first performance starts; each other one a day later. */
    public SaleBuilder startingAt(Instant first) {
        startsAt = first;
        return this;
    }

    /** Only {@code seller} sees it until {@code from}. */
    public SaleBuilder visibleFrom(Instant from, String seller) {
        visibleFrom = from;
        sellerId = seller;
        return this;
    }

    public SaleBuilder withPerformances(int count) {
        performances = count;
        return this;
    }

    public SalePublished build() {
        SeatingPlan plan = new SeatingPlan(
                "Hall",
                new Size(1000, 1000),
                List.of(
                        new Category("R", "#d00000"),
                        new Category("S", "#0077b6"),
                        new Category(NOT_FOR_SALE, "#000000")),
                Stream.concat(
                                sections.entrySet().stream().map(entry -> new Zone(entry.getKey(), entry.getValue())),
                                areas.stream())
                        .toList(),
                List.of());
        return new SalePublished(
                SaleId.next().value(),
                EventId.next().value(),
                "A concert",
                new SalePlan(null, startsAt, startsAt.plus(Duration.ofHours(1)), "ARRIVAL", 100, 10, atMost),
                List.of(
                        new Grade("R", new Money(10_000, "KRW"), List.of("R")),
                        new Grade("S", new Money(5_000, "KRW"), List.of("S"))),
                IntStream.range(0, performances)
                        .mapToObj(i -> new Performance(PerformanceId.next().value(), startsAt.plus(Duration.ofDays(i))))
                        .toList(),
                plan,
                visibleFrom,
                sellerId);
    }
}
