package io.onsale.ticket.catalogue.r2dbc;

import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.texts;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.Performance;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.catalogue.Catalogue;
import io.onsale.ticket.catalogue.Event;
import io.onsale.ticket.catalogue.Venue;
import io.onsale.ticket.catalogue.VenueId;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

final class R2dbcCatalogue implements Catalogue {
    private static final String ADD_VENUE = """
            insert into venue (venue_id, seller_id, name, location, plan, categories, seat_count, created_at)
            values (:id, :seller, :name, :location, :plan, :categories, :seats, :now)
            """;
    private static final String FIND_VENUE =
            "select venue_id, seller_id, name, location, categories, seat_count from venue where venue_id = :id";
    private static final String GET_PLAN = "select plan from venue where venue_id = :id";

    private static final String ADD_EVENT = """
            insert into event (event_id, seller_id, venue_id, title, visible_from, created_at)
            values (:id, :seller, :venue, :title, :visibleFrom, :now)
            """;
    private static final String ADD_GRADE = """
            insert into grade (event_id, position, name, amount, currency, categories)
            values (:event, :position, :name, :amount, :currency, :categories)
            """;
    private static final String ADD_PERFORMANCE =
            "insert into performance (performance_id, event_id, starts_at) values (:id, :event, :startsAt)";
    private static final String ADD_SALE = """
            insert into sale (sale_id, event_id, lobby_opens_at, opens_at, closes_at, admission_order, capacity,
                              admissions_per_second, max_seats_per_fan)
            values (:id, :event, :lobbyOpensAt, :opensAt, :closesAt, :order, :capacity, :perSecond, :perFan)
            """;

    private static final String EVENT_AND_SALE = """
            select e.event_id, e.seller_id, e.venue_id, e.title, e.visible_from, s.sale_id, s.lobby_opens_at, s.opens_at,
                   s.closes_at, s.admission_order, s.capacity, s.admissions_per_second, s.max_seats_per_fan
            from event e join sale s on s.event_id = e.event_id
            """;
    private static final String FIND_EVENT = EVENT_AND_SALE + "where e.event_id = :id";
    private static final String LIST = EVENT_AND_SALE + """
                    where (e.visible_from <= :now or e.seller_id = :seller)
                      and (:after = '' or (e.visible_from, e.event_id) < (select visible_from, event_id from event where event_id = :after))
                    order by e.visible_from desc, e.event_id desc limit :limit
                    """;
    private static final String GRADES = """
            select event_id, name, amount, currency, categories from grade where event_id = any(:ids)
            order by event_id, position
            """;
    private static final String PERFORMANCES = """
            select event_id, performance_id, starts_at from performance where event_id = any(:ids)
            order by event_id, starts_at, performance_id
            """;

    private record EventRow(
            String eventId,
            String sellerId,
            String venueId,
            String title,
            Instant visibleFrom,
            String saleId,
            SalePlan sale) {}

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Scheduler plans;
    private final Clock clock;
    /** @param plans reads and writes plans: a large one takes some tens of milliseconds */
    R2dbcCatalogue(DatabaseClient database, JsonMapper json, Scheduler plans, Clock clock) {
        this.database = database;
        this.json = json;
        this.plans = plans;
        this.clock = clock;
    }

    @Override
    public Mono<Void> addVenue(Venue venue, SeatingPlan plan) {
        return Mono.fromCallable(() -> json.writeValueAsString(plan))
                .subscribeOn(plans)
                .flatMap(text -> database.sql(ADD_VENUE)
                        .bind("id", venue.id().value())
                        .bind("seller", venue.sellerId())
                        .bind("name", venue.name())
                        .bind("location", venue.location())
                        .bind("plan", text)
                        .bind("categories", venue.categories().toArray(String[]::new))
                        .bind("seats", venue.seatCount())
                        .bind("now", clock.instant())
                        .then());
    }

    @Override
    public Mono<Venue> findVenue(VenueId id) {
        return database.sql(FIND_VENUE)
                .bind("id", id.value())
                .map(row -> new Venue(
                        new VenueId(text(row, "venue_id")),
                        text(row, "seller_id"),
                        text(row, "name"),
                        text(row, "location"),
                        Set.of(texts(row, "categories")),
                        integer(row, "seat_count")))
                .one();
    }

    @Override
    public Mono<SeatingPlan> getPlan(VenueId id) {
        return database.sql(GET_PLAN)
                .bind("id", id.value())
                .mapValue(String.class)
                .one()
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("no venue " + id)))
                .publishOn(plans)
                .map(text -> json.readValue(text, SeatingPlan.class));
    }

    @Override
    public Mono<Void> addEvent(Event event) {
        return database.sql(ADD_EVENT)
                .bind("id", event.id().value())
                .bind("seller", event.sellerId())
                .bind("venue", event.venue().value())
                .bind("title", event.title())
                .bind("visibleFrom", event.visibleFrom())
                .bind("now", clock.instant())
                .then()
                .then(addSale(event))
                .thenMany(Flux.range(0, event.grades().size()).concatMap(i -> addGrade(event, i)))
                .thenMany(Flux.fromIterable(event.performances()).concatMap(p -> addPerformance(event, p)))
                .then();
    }

    private Mono<Void> addSale(Event event) {
        SalePlan sale = event.sale();
        GenericExecuteSpec insert = database.sql(ADD_SALE)
                .bind("id", event.saleId().value())
                .bind("event", event.id().value())
                .bind("opensAt", sale.opensAt())
                .bind("closesAt", sale.closesAt())
                .bind("order", sale.order())
                .bind("capacity", sale.capacity())
                .bind("perSecond", sale.admissionsPerSecond())
                .bind("perFan", sale.maxSeatsPerFan());
        Instant lobbyOpensAt = sale.lobbyOpensAt();
        return (lobbyOpensAt == null
                        ? insert.bindNull("lobbyOpensAt", Instant.class)
                        : insert.bind("lobbyOpensAt", lobbyOpensAt))
                .then();
    }

    private Mono<Void> addGrade(Event event, int position) {
        Grade grade = event.grades().get(position);
        return database.sql(ADD_GRADE)
                .bind("event", event.id().value())
                .bind("position", position)
                .bind("name", grade.name())
                .bind("amount", grade.price().amount())
                .bind("currency", grade.price().currency())
                .bind("categories", grade.categories().toArray(String[]::new))
                .then();
    }

    private Mono<Void> addPerformance(Event event, Performance performance) {
        return database.sql(ADD_PERFORMANCE)
                .bind("id", performance.performanceId())
                .bind("event", event.id().value())
                .bind("startsAt", performance.startsAt())
                .then();
    }

    @Override
    public Mono<Event> findEvent(EventId id) {
        return database.sql(FIND_EVENT)
                .bind("id", id.value())
                .map(R2dbcCatalogue::eventRow)
                .all()
                .collectList()
                .flatMapMany(this::complete)
                .next();
    }

    @Override
    public Flux<Event> list(@Nullable String sellerId, Instant now, @Nullable EventId after, int limit) {
        return database.sql(LIST)
                .bind("now", now)
                .bind("seller", sellerId == null ? "" : sellerId)
                .bind("after", after == null ? "" : after.value())
                .bind("limit", limit)
                .map(R2dbcCatalogue::eventRow)
                .all()
                .collectList()
                .flatMapMany(this::complete);
    }

    /** Adds grades and performances, in two queries for all rows. */
    private Flux<Event> complete(List<EventRow> rows) {
        if (rows.isEmpty()) {
            return Flux.empty();
        }
        String[] ids = rows.stream().map(EventRow::eventId).toArray(String[]::new);
        return Mono.zip(grades(ids), performances(ids))
                .flatMapIterable(parts -> rows.stream()
                        .map(row -> event(row, parts.getT1(), parts.getT2()))
                        .toList());
    }

    private static Event event(
            EventRow row, Map<String, Collection<Grade>> grades, Map<String, Collection<Performance>> performances) {
        return new Event(
                new EventId(row.eventId()),
                row.sellerId(),
                new VenueId(row.venueId()),
                row.title(),
                row.visibleFrom(),
                List.copyOf(Objects.requireNonNull(grades.get(row.eventId()))),
                List.copyOf(Objects.requireNonNull(performances.get(row.eventId()))),
                new SaleId(row.saleId()),
                row.sale());
    }

    private Mono<Map<String, Collection<Grade>>> grades(String[] ids) {
        return database.sql(GRADES)
                .bind("ids", ids)
                .map(row -> Map.entry(
                        text(row, "event_id"),
                        new Grade(text(row, "name"), money(row), List.of(texts(row, "categories")))))
                .all()
                .collectMultimap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<Map<String, Collection<Performance>>> performances(String[] ids) {
        return database.sql(PERFORMANCES)
                .bind("ids", ids)
                .map(row -> Map.entry(
                        text(row, "event_id"), new Performance(text(row, "performance_id"), time(row, "starts_at"))))
                .all()
                .collectMultimap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static EventRow eventRow(Readable row) {
        return new EventRow(
                text(row, "event_id"),
                text(row, "seller_id"),
                text(row, "venue_id"),
                text(row, "title"),
                time(row, "visible_from"),
                text(row, "sale_id"),
                new SalePlan(
                        findTime(row, "lobby_opens_at"),
                        time(row, "opens_at"),
                        time(row, "closes_at"),
                        text(row, "admission_order"),
                        integer(row, "capacity"),
                        integer(row, "admissions_per_second"),
                        integer(row, "max_seats_per_fan")));
    }

    private static Money money(Readable row) {
        return new Money(number(row, "amount"), text(row, "currency"));
    }
}
