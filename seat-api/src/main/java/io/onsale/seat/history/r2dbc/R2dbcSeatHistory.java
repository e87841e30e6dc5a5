package io.onsale.seat.history.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.event.SeatsChanged;
import io.onsale.kernel.event.SeatsChanged.SeatMove;
import io.onsale.kernel.event.SeatsChanged.SeatRecount;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.history.ChangeCause;
import io.onsale.seat.history.RecordedState;
import io.onsale.seat.history.SeatHistory;
import io.onsale.service.json.TimeJson;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** One row per change and seat. What is added again is recognised by its key. */
final class R2dbcSeatHistory implements SeatHistory {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(TimeJson.module()).build();

    private static final String ADD = """
            insert into seat_history (performance_id, seat_index, version, step, state, cause, hold_id, fan_id, booking_id,
                                      who, reason, at)
            select $1, seat.index, m.version, m.step, m.state, m.cause, m."holdId", m."fanId", m."bookingId",
                   m.who, m.reason, m.at
              from jsonb_to_recordset($2::jsonb) as m (version bigint, step smallint, state text, cause text, seats integer[],
                       "holdId" text, "fanId" text, "bookingId" text, who text, reason text, at timestamptz),
                   unnest(m.seats) as seat (index)
            on conflict do nothing""";
    /** Seats whose last change is a hold, and that are held no more. */
    private static final String RECOUNT = """
            insert into seat_history (performance_id, seat_index, version, step, state, cause, at)
            select $1, seat_index, $2, 0, 'AVAILABLE', 'LOST', $4
              from (select distinct on (seat_index) seat_index, state from seat_history
                     where performance_id = $1 and version < $2 order by seat_index, version desc, step desc) last
             where state = 'HELD' and seat_index not in (select unnest($3::integer[]))
            on conflict do nothing""";

    private static final String CHANGES = """
            select version, step, state, cause, hold_id, fan_id, booking_id, who, reason, at from seat_history
             where performance_id = $1 and seat_index = $2 and (version, step) < ($3, $4)
             order by version desc, step desc limit $5""";
    private static final String SPAN =
            "select min(at) as first, max(at) as last from seat_history where performance_id = $1";
    private static final String LATEST = """
            select distinct on (seat_index) at, version, step, seat_index, state from seat_history
             where performance_id = $1 and at <= $2 order by seat_index, version desc, step desc""";
    private static final String PASSAGES = """
            select at, version, step, seat_index, state from seat_history
             where performance_id = $1 and (at, version, step, seat_index) > ($2, $3, $4, $5) and at <= $6
             order by at, version, step, seat_index limit $7""";
    private static final String REMOVE_OLD = """
            delete from seat_history where ctid = any(array(select ctid from seat_history where at < $1 limit $2))""";

    private final DatabaseClient database;
    private final Clock clock;

    R2dbcSeatHistory(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Mono<Void> add(SeatsChanged event) {
        SeatRecount recount = event.recount();
        Mono<Void> recounted = recount == null ? Mono.empty() : recount(event.performanceId(), recount);
        return addMoves(event.performanceId(), event.moves()).then(recounted);
    }

    private Mono<Void> addMoves(String performance, List<SeatMove> moves) {
        return moves.isEmpty()
                ? Mono.empty()
                : database.sql(ADD)
                        .bind(0, performance)
                        .bind(1, JSON.writeValueAsString(moves))
                        .then();
    }

    private Mono<Void> recount(String performance, SeatRecount recount) {
        return database.sql(RECOUNT)
                .bind(0, performance)
                .bind(1, recount.version())
                .bind(2, recount.held().toArray(Integer[]::new))
                .bind(3, utc(recount.at()))
                .then();
    }

    @Override
    public Mono<List<SeatRecord>> getChanges(PerformanceId performance, int seat, ChangePosition before, int limit) {
        return database.sql(CHANGES)
                .bind(0, performance.value())
                .bind(1, seat)
                .bind(2, before.version())
                .bind(3, before.step())
                .bind(4, limit)
                .map(R2dbcSeatHistory::record)
                .all()
                .collectList(); // bounded by the limit
    }

    @Override
    public Mono<HistorySpan> findSpan(PerformanceId performance) {
        return database.sql(SPAN)
                .bind(0, performance.value())
                .map(row -> Optional.ofNullable(findTime(row, "first"))
                        .map(first -> new HistorySpan(first, time(row, "last"))))
                .one()
                .flatMap(Mono::justOrEmpty);
    }

    @Override
    public Flux<Passage> latest(PerformanceId performance, Instant at) {
        return database.sql(LATEST)
                .bind(0, performance.value())
                .bind(1, utc(at))
                .map(R2dbcSeatHistory::passage)
                .all();
    }

    @Override
    public Mono<List<Passage>> getPassages(PerformanceId performance, Passage after, Instant until, int limit) {
        return database.sql(PASSAGES)
                .bind(0, performance.value())
                .bind(1, utc(after.at()))
                .bind(2, after.position().version())
                .bind(3, after.position().step())
                .bind(4, after.seat())
                .bind(5, utc(until))
                .bind(6, limit)
                .map(R2dbcSeatHistory::passage)
                .all()
                .collectList(); // bounded by the limit
    }

    @Override
    public Mono<Integer> removeOld(Duration age, int max) {
        return database.sql(REMOVE_OLD)
                .bind(0, utc(clock.instant().minus(age)))
                .bind(1, max)
                .fetch()
                .rowsUpdated()
                .map(Long::intValue);
    }

    private static SeatRecord record(Readable row) {
        return new SeatRecord(
                new ChangePosition(number(row, "version"), integer(row, "step")),
                RecordedState.valueOf(text(row, "state")),
                ChangeCause.valueOf(text(row, "cause")),
                findText(row, "hold_id"),
                findText(row, "fan_id"),
                findText(row, "booking_id"),
                findText(row, "who"),
                findText(row, "reason"),
                time(row, "at"));
    }

    private static Passage passage(Readable row) {
        return new Passage(
                time(row, "at"),
                new ChangePosition(number(row, "version"), integer(row, "step")),
                integer(row, "seat_index"),
                RecordedState.valueOf(text(row, "state")).shown());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
