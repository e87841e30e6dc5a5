package io.onsale.ticket.catalogue.r2dbc;

import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.id.EventId;
import io.onsale.ticket.catalogue.Catalogue;
import io.onsale.ticket.catalogue.Event;
import io.onsale.ticket.catalogue.EventQuery;
import io.onsale.ticket.catalogue.EventTexts;
import io.onsale.ticket.catalogue.ScheduledShow;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcCatalogue implements Catalogue {
    private static final String ADD_EVENT = """
            insert into event (event_id, seller_id, venue_id, title, description, title_ko, description_ko, title_en, description_en,
                               visible_from, version, created_at)
            values (:id, :seller, :venue, :title, :description, :titleKo, :descriptionKo, :titleEn, :descriptionEn,
                    :visibleFrom, :version, :now)
            """;
    private static final String CHANGE_EVENT = """
            update event set title = :title, description = :description, title_ko = :titleKo, description_ko = :descriptionKo,
                   title_en = :titleEn, description_en = :descriptionEn, visible_from = :visibleFrom, version = :version
            where event_id = :id
            """;
    private static final String ADD_GRADE = """
            insert into grade (event_id, position, name, amount, currency, categories)
            values (:event, :position, :name, :amount, :currency, :categories)
            """;
    /** The times of what happened are the database's, because bookings and their rows are compared with them. */
    private static final String PUT_PERFORMANCE = """
            insert into performance (performance_id, event_id, starts_at, status) values (:id, :event, :startsAt, :status)
            on conflict (performance_id) do update
               set starts_at = excluded.starts_at, status = excluded.status, reason = :reason, previous_starts_at = :previous,
                   postponed_at = case when performance.starts_at <> excluded.starts_at then statement_timestamp()
                                       else performance.postponed_at end,
                   cancelled_at = case when excluded.status = 'CANCELLED'
                                       then coalesce(performance.cancelled_at, statement_timestamp()) end
             where (performance.starts_at, performance.status) is distinct from (excluded.starts_at, excluded.status)
            """;

    private static final String ADD_SALE = """
            insert into sale (lobby_opens_at, opens_at, closes_at, admission_order, max_seats_per_fan, event_id,
                              sale_id, capacity, admissions_per_second)
            values (:lobbyOpensAt, :opensAt, :closesAt, :order, :perFan, :event, :id, :capacity, :perSecond)
            """;
    private static final String CHANGE_SALE = """
            update sale set lobby_opens_at = :lobbyOpensAt, opens_at = :opensAt, closes_at = :closesAt, admission_order = :order,
                   max_seats_per_fan = :perFan
            where event_id = :event
            """;
    private static final String FIND_EVENT = EventRows.SELECT + "where e.event_id = :id";
    private static final String LOCK_EVENT = FIND_EVENT + " for update of e";
    private static final String GRADES =
            "select event_id, name, amount, currency, categories from grade where event_id = any(:ids) order by event_id, position";
    private static final String PERFORMANCES = "select p.event_id, " + EventRows.SHOW
            + " from performance p where p.event_id = any(:ids) order by p.event_id, p.starts_at, p.performance_id";

    private final DatabaseClient database;
    private final Clock clock;

    R2dbcCatalogue(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Mono<Void> add(Event event) {
        return texts(database.sql(ADD_EVENT), event)
                .bind("seller", event.sellerId())
                .bind("venue", event.venue().venueId())
                .bind("now", clock.instant())
                .then()
                .then(addSale(event))
                .thenMany(Flux.range(0, event.grades().size()).concatMap(i -> addGrade(event, i)))
                .thenMany(Flux.fromIterable(event.performances()).concatMap(show -> put(event, show)))
                .then();
    }

    @Override
    public Mono<Void> change(Event locked) {
        return texts(database.sql(CHANGE_EVENT), locked)
                .then()
                .then(schedule(database.sql(CHANGE_SALE), locked).then())
                .thenMany(Flux.fromIterable(locked.performances()).concatMap(show -> put(locked, show)))
                .then();
    }

    private static GenericExecuteSpec texts(GenericExecuteSpec statement, Event event) {
        EventTexts texts = event.texts();
        return statement
                .bind("id", event.id().value())
                .bind("title", texts.title())
                .bind("description", nullable(texts.description()))
                .bind("titleKo", nullable(texts.ko().title()))
                .bind("descriptionKo", nullable(texts.ko().description()))
                .bind("titleEn", nullable(texts.en().title()))
                .bind("descriptionEn", nullable(texts.en().description()))
                .bind("visibleFrom", event.visibleFrom())
                .bind("version", event.version());
    }

    private Mono<Void> addSale(Event event) {
        return schedule(database.sql(ADD_SALE), event)
                .bind("id", event.saleId().value())
                .bind("capacity", event.sale().capacity())
                .bind("perSecond", event.sale().admissionsPerSecond())
                .then();
    }

    private static GenericExecuteSpec schedule(GenericExecuteSpec statement, Event event) {
        SalePlan sale = event.sale();
        return statement
                .bind("event", event.id().value())
                .bind("lobbyOpensAt", nullable(sale.lobbyOpensAt()))
                .bind("opensAt", sale.opensAt())
                .bind("closesAt", sale.closesAt())
                .bind("order", sale.order())
                .bind("perFan", sale.maxSeatsPerFan());
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

    private Mono<Void> put(Event event, ScheduledShow show) {
        return database.sql(PUT_PERFORMANCE)
                .bind("id", show.performanceId())
                .bind("event", event.id().value())
                .bind("startsAt", show.startsAt())
                .bind("status", show.status().name())
                .bind("reason", nullable(show.reason()))
                .bind("previous", nullable(show.previousStartsAt()))
                .then();
    }

    @Override
    public Mono<Event> find(EventId id) {
        return many(database.sql(FIND_EVENT).bind("id", id.value())).next();
    }

    @Override
    public Mono<Event> lock(EventId id) {
        return many(database.sql(LOCK_EVENT).bind("id", id.value())).next();
    }

    @Override
    public Flux<Event> list(EventQuery query) {
        return many(EventListing.of(database, query));
    }

    private Flux<Event> many(GenericExecuteSpec query) {
        return query.map(EventRows::event).all().collectList().flatMapMany(this::complete);
    }

    /** Adds grades and performances, in two queries for all events. */
    private Flux<Event> complete(List<Event> events) {
        if (events.isEmpty()) {
            return Flux.empty();
        }
        String[] ids = events.stream().map(event -> event.id().value()).toArray(String[]::new);
        return Mono.zip(grades(ids), performances(ids))
                .flatMapIterable(parts -> events.stream()
                        .map(event -> complete(event, parts.getT1(), parts.getT2()))
                        .toList());
    }

    private static Event complete(
            Event event, Map<String, Collection<Grade>> grades, Map<String, Collection<ScheduledShow>> performances) {
        String id = event.id().value();
        return new Event(
                event.id(),
                event.sellerId(),
                event.venue(),
                event.texts(),
                event.visibleFrom(),
                List.copyOf(Objects.requireNonNull(grades.get(id))),
                List.copyOf(Objects.requireNonNull(performances.get(id))),
                event.saleId(),
                event.sale(),
                event.version());
    }

    private Mono<Map<String, Collection<Grade>>> grades(String[] ids) {
        return database.sql(GRADES)
                .bind("ids", ids)
                .map(row -> Map.entry(text(row, "event_id"), EventRows.grade(row)))
                .all()
                .collectMultimap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<Map<String, Collection<ScheduledShow>>> performances(String[] ids) {
        return database.sql(PERFORMANCES)
                .bind("ids", ids)
                .map(row -> Map.entry(text(row, "event_id"), EventRows.show(row)))
                .all()
                .collectMultimap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Object nullable(@Nullable String text) {
        return Parameters.in(R2dbcType.VARCHAR, text);
    }

    private static Object nullable(@Nullable Instant time) {
        OffsetDateTime utc = time == null ? null : time.atOffset(ZoneOffset.UTC);
        return Parameters.in(R2dbcType.TIMESTAMP_WITH_TIME_ZONE, utc);
    }
}
