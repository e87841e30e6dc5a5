package io.onsale.service.testing;

import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingCancelled;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingExpired;
import io.onsale.kernel.event.OnsaleEvent.BookingPlaced;
import io.onsale.kernel.event.OnsaleEvent.GivenPlace;
import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.LineMoved;
import io.onsale.kernel.event.OnsaleEvent.Performance;
import io.onsale.kernel.event.OnsaleEvent.PlacesGiven;
import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SaleRevised;
import io.onsale.kernel.event.SaleRevised.RevisedPerformance;
import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.event.SeatingPlan.Category;
import io.onsale.kernel.event.SeatingPlan.Feature;
import io.onsale.kernel.event.SeatingPlan.Point;
import io.onsale.kernel.event.SeatingPlan.Row;
import io.onsale.kernel.event.SeatingPlan.Seat;
import io.onsale.kernel.event.SeatingPlan.Size;
import io.onsale.kernel.event.SeatingPlan.Zone;
import io.onsale.kernel.event.SeatsChanged;
import io.onsale.kernel.event.SeatsChanged.SeatMove;
import io.onsale.kernel.event.SeatsChanged.SeatRecount;
import io.onsale.kernel.event.SeatsCounted;
import io.onsale.kernel.event.SeatsCounted.GradeCount;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.money.Money;
import io.onsale.kernel.time.TimeRule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events of every type with values at the limits of what publishers may send; every consumer must be able to apply them. The same seed
 * gives the same events.
 */
public final class ExtremeEvents {
    private static final List<Instant> TIMES = List.of(
            TimeRule.MIN,
            TimeRule.MIN.plus(1, ChronoUnit.MICROS),
            Instant.parse("2026-11-30T09:00:00.123456Z"),
            Instant.parse("2038-01-19T03:14:08Z"),
            TimeRule.MAX.minus(1, ChronoUnit.MICROS),
            TimeRule.MAX);
    private static final List<Long> NUMBERS =
            List.of(0L, 1L, (1L << 32) + 1, (1L << 53) - 1); // exact in Lua and JavaScript
    private static final List<String> KINDS =
            List.of("READY", "ADMITTED", "ENDED", "LEFT", "RESTORED", "CAPACITY", "EPOCH");
    private static final List<String> REASONS =
            List.of("TURN", "JOIN", "CLAIM", "EXPIRED", "MISSED", "LEFT", "SERVED", "");
    private static final List<List<Feature>> FEATURES = List.of(List.of(), List.of(Feature.values()));
    private static final String CLEF = "\uD834\uDD1E"; // one code point, two characters, four bytes

    private final Random random;
    private final List<SalePublished> sales = new ArrayList<>();

    private ExtremeEvents(long seed) {
        this.random = new Random(seed);
    }

    /** Each type {@code rounds} times: first the sales, then events in them and in sales that were never published. */
    public static List<OnsaleEvent> of(long seed, int rounds) {
        ExtremeEvents events = new ExtremeEvents(seed);
        List<OnsaleEvent> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            SalePublished sale = events.sale();
            events.sales.add(sale);
            all.add(sale);
        }
        for (int i = 0; i < rounds; i++) {
            events.happenings().forEach(all::add);
        }
        return all;
    }

    private SalePublished sale() {
        Instant opensAt = one(TIMES.subList(0, TIMES.size() - 1));
        List<Instant> later = TIMES.stream().filter(opensAt::isBefore).toList();
        Instant closesAt = one(later.stream().filter(TIMES.get(2)::isBefore).toList());
        String id = OpaqueId.next();
        return new SalePublished(
                id,
                OpaqueId.next(),
                CLEF.repeat(100),
                new SalePlan(
                        random.nextBoolean()
                                ? null
                                : one(TIMES.stream()
                                        .filter(time -> !time.isAfter(opensAt))
                                        .toList()),
                        opensAt,
                        closesAt,
                        one(List.of("ARRIVAL", "RANDOM")),
                        one(List.of(1, 1_000_000)),
                        one(List.of(1, 10_000)),
                        one(List.of(1, 20))),
                List.of(
                        new Grade("R", new Money(1, "KRW"), List.of("R")),
                        new Grade(CLEF.repeat(25), new Money(1_000_000_000, "KRW"), List.of("S"))),
                later.stream()
                        .map(time -> new Performance(OpaqueId.next(), time))
                        .toList(),
                plan());
    }

    private SeatingPlan plan() {
        List<Seat> seats = IntStream.range(0, 4)
                .mapToObj(i -> new Seat(
                        "A-" + i,
                        Integer.toString(i),
                        i % 2 == 0 ? -1e6 : 1e6,
                        Double.MIN_VALUE,
                        i < 2 ? "R" : "S",
                        one(FEATURES)))
                .toList();
        List<Seat> standing = List.of(new Seat(CLEF + "#1", "1", 0, 0, "S"));
        return new SeatingPlan(
                CLEF,
                new Size(1e6, 1e-6),
                List.of(new Category("R", "#000"), new Category("S", "#fff")),
                List.of(
                        new Zone("", List.of(new Row("", seats))),
                        new Zone(CLEF, List.of(new Row("", standing)), CLEF)),
                List.of(),
                random.nextBoolean() ? null : new Point(-1e6, Double.MIN_VALUE));
    }

    /** Of a sale that was published: followers bury one of a sale that they never had. */
    private SaleRevised revised(SalePublished sale) {
        SalePublished other = sale();
        List<RevisedPerformance> performances = Stream.concat(
                        sale.performances().stream(),
                        other.performances().stream().limit(1))
                .map(performance ->
                        new RevisedPerformance(performance.performanceId(), one(TIMES), random.nextBoolean()))
                .toList();
        return new SaleRevised(
                sale.saleId(),
                sale.eventId(),
                one(List.of(2L, (1L << 53) - 1)),
                CLEF.repeat(100),
                other.sale(),
                performances,
                one(TIMES),
                OpaqueId.next(),
                random.nextBoolean() ? null : CLEF.repeat(100));
    }

    private Stream<OnsaleEvent> happenings() {
        SalePublished sale = one(sales);
        boolean isKnown = random.nextBoolean();
        String saleId = isKnown ? sale.saleId() : OpaqueId.next();
        String performance = isKnown ? one(sale.performances()).performanceId() : OpaqueId.next();
        String booking = OpaqueId.next();
        String reservation = OpaqueId.next();
        String fan = one(List.of("f", "f".repeat(64)));
        List<String> seats = one(List.of(List.of("A-0"), List.of("A-0", "A-1", "A-2", "A-3"), List.of("nowhere")));
        String kind = one(KINDS);
        boolean isOfTheLine = kind.equals("CAPACITY") || kind.equals("EPOCH");
        return Stream.of(
                revised(sale),
                new BookingPlaced(booking, saleId, performance, fan, reservation, one(TIMES)),
                new BookingConfirmed(
                        booking, saleId, performance, fan, reservation, seats, new Money(20_000_000_000L, "KRW")),
                new BookingCancelled(booking, saleId, performance, fan, reservation, seats),
                new BookingExpired(OpaqueId.next(), saleId, performance, fan, OpaqueId.next(), seats),
                new LineMoved(
                        saleId,
                        entry(),
                        kind,
                        isOfTheLine ? "" : fan,
                        one(NUMBERS),
                        one(NUMBERS),
                        one(NUMBERS),
                        one(REASONS),
                        one(TIMES)),
                new LineMoved(saleId, entry(), "ENDED", fan, one(NUMBERS), one(NUMBERS), 0, "LEFT", one(TIMES)),
                new PlacesGiven(saleId, entry(), one(NUMBERS), List.of(new GivenPlace(one(NUMBERS), fan)), one(TIMES)),
                new SaleChanged(
                        saleId,
                        one(NUMBERS),
                        "system",
                        one(List.of("limit", "paused", "closed")),
                        CLEF.repeat(100),
                        random.nextBoolean(),
                        one(TIMES)),
                new SeatsCounted(
                        saleId,
                        performance,
                        one(NUMBERS),
                        List.of(
                                new GradeCount("R", 0, 120_000, 0, 120_000),
                                new GradeCount(CLEF.repeat(25), 120_000, 0, 120_000, 0)),
                        one(TIMES)),
                new SeatsChanged(
                        performance,
                        List.of(move(fan), move(fan)),
                        random.nextBoolean() ? null : new SeatRecount(one(NUMBERS), List.of(0, 119_999), one(TIMES))));
    }

    private SeatMove move(String fan) {
        boolean isSparse = random.nextBoolean();
        return new SeatMove(
                one(NUMBERS),
                random.nextInt(4),
                one(List.of("AVAILABLE", "HELD", "RESERVED", "SOLD", "BLOCKED")),
                one(List.of("HOLD", "EXPIRY", "SALE", "BLOCK")),
                one(List.of(List.of(0), List.of(0, 1, 2, 119_999))),
                isSparse ? null : OpaqueId.next(),
                isSparse ? null : fan,
                isSparse ? null : OpaqueId.next(),
                isSparse ? null : fan,
                isSparse ? null : CLEF.repeat(200),
                one(TIMES));
    }

    private String entry() {
        return one(NUMBERS) + "-" + one(NUMBERS);
    }

    private <T extends @Nullable Object> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
