package io.onsale.ticket.catalogue.r2dbc;

import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.texts;

import io.onsale.kernel.event.SeatingPlan;
import io.onsale.ticket.catalogue.Venue;
import io.onsale.ticket.catalogue.VenueId;
import io.onsale.ticket.catalogue.Venues;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.json.JsonMapper;

final class R2dbcVenues implements Venues {
    private static final String ADD = """
            insert into venue (venue_id, seller_id, name, location, time_zone, plan, categories, category_seats, seat_count, created_at)
            values (:id, :seller, :name, :location, :timeZone, :plan, :categories, :categorySeats, :seats, :now)
            """;
    private static final String SELECT =
            "select venue_id, seller_id, name, location, time_zone, categories, category_seats, seat_count from venue ";
    private static final String FIND = SELECT + "where venue_id = :id";
    private static final String OF_SELLER = SELECT + """
                    where seller_id = :seller
                      and (:after = '' or (created_at, venue_id) < (select created_at, venue_id from venue where venue_id = :after))
                    order by created_at desc, venue_id desc limit :limit
                    """;
    private static final String LOCK_PLAN =
            "select plan from venue where venue_id = :id and seller_id = :seller for update";
    private static final String REPLACE_PLAN = """
            update venue set plan = :plan, categories = :categories, category_seats = :categorySeats, seat_count = :seats
             where venue_id = :id
            """;
    private static final String GET_PLAN = "select plan from venue where venue_id = :id";

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Scheduler plans;
    private final Clock clock;

    /** @param plans reads and writes plans: a large one takes some tens of milliseconds */
    R2dbcVenues(DatabaseClient database, JsonMapper json, Scheduler plans, Clock clock) {
        this.database = database;
        this.json = json;
        this.plans = plans;
        this.clock = clock;
    }

    @Override
    public Mono<Void> add(Venue venue, SeatingPlan plan) {
        return Mono.fromCallable(() -> json.writeValueAsString(plan))
                .subscribeOn(plans)
                .flatMap(text -> bindPlan(database.sql(ADD), venue.id(), plan, text)
                        .bind("seller", venue.sellerId())
                        .bind("name", venue.name())
                        .bind("location", venue.location())
                        .bind("timeZone", venue.timeZone().getId())
                        .bind("now", clock.instant())
                        .then());
    }

    @Override
    public Mono<SeatingPlan> lockPlan(VenueId id, String sellerId) {
        return database.sql(LOCK_PLAN)
                .bind("id", id.value())
                .bind("seller", sellerId)
                .mapValue(String.class)
                .one()
                .publishOn(plans)
                .map(text -> json.readValue(text, SeatingPlan.class));
    }

    @Override
    public Mono<Void> replacePlan(VenueId id, SeatingPlan plan) {
        return Mono.fromCallable(() -> json.writeValueAsString(plan))
                .subscribeOn(plans)
                .flatMap(text ->
                        bindPlan(database.sql(REPLACE_PLAN), id, plan, text).then());
    }

    private static DatabaseClient.GenericExecuteSpec bindPlan(
            DatabaseClient.GenericExecuteSpec statement, VenueId id, SeatingPlan plan, String text) {
        Map<String, Integer> seatsByCategory = Venue.seatsByCategory(plan);
        String[] categories = seatsByCategory.keySet().toArray(String[]::new);
        Integer[] seats = Arrays.stream(categories).map(seatsByCategory::get).toArray(Integer[]::new);
        return statement
                .bind("id", id.value())
                .bind("plan", text)
                .bind("categories", categories)
                .bind("categorySeats", seats)
                .bind("seats", plan.seatCount());
    }

    @Override
    public Mono<Venue> find(VenueId id) {
        return database.sql(FIND).bind("id", id.value()).map(R2dbcVenues::venue).one();
    }

    @Override
    public Flux<Venue> ofSeller(String sellerId, @Nullable VenueId after, int limit) {
        return database.sql(OF_SELLER)
                .bind("seller", sellerId)
                .bind("after", after == null ? "" : after.value())
                .bind("limit", limit)
                .map(R2dbcVenues::venue)
                .all();
    }

    @Override
    public Mono<SeatingPlan> getPlan(VenueId id) {
        return planText(id).map(text -> json.readValue(text, SeatingPlan.class));
    }

    @Override
    public Mono<byte[]> getPlanJson(VenueId id) {
        return planText(id).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private Mono<String> planText(VenueId id) {
        return database.sql(GET_PLAN)
                .bind("id", id.value())
                .mapValue(String.class)
                .one()
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("no venue " + id)))
                .publishOn(plans);
    }

    private static Venue venue(Readable row) {
        String[] categories = texts(row, "categories");
        Integer[] seats = row.get("category_seats", Integer[].class);
        Map<String, Integer> seatsByCategory = new HashMap<>();
        for (int i = 0; i < categories.length; i++) {
            seatsByCategory.put(categories[i], seats == null ? 0 : seats[i]);
        }
        return new Venue(
                new VenueId(text(row, "venue_id")),
                text(row, "seller_id"),
                text(row, "name"),
                text(row, "location"),
                ZoneId.of(text(row, "time_zone")),
                Map.copyOf(seatsByCategory),
                integer(row, "seat_count"));
    }
}
