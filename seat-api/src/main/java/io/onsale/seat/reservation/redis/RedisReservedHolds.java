package io.onsale.seat.reservation.redis;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.seat.reservation.Projection;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.reservation.Reservation.ReservedSeat;
import io.onsale.seat.reservation.ReservedHolds;
import io.onsale.seat.reservation.ReservedHolds.Takeover.HoldLapsed;
import io.onsale.seat.reservation.ReservedHolds.Takeover.NoLiveHold;
import io.onsale.seat.reservation.ReservedHolds.Takeover.TakenOver;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.seat.SeatScripts;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.seat.seat.SeatState;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class RedisReservedHolds implements ReservedHolds {
    enum ReserveReply {
        RESERVED,
        NOT_FOUND,
        EXPIRED
    }

    enum UnreserveReply {
        HELD,
        FREED,
        NOT_FOUND
    }

    enum SettleReply {
        SETTLED,
        OLD
    }

    enum ListReply {
        OVERDUE
    }

    static final LuaScript<ReserveReply> RESERVE_HOLD = SeatScripts.load("reserve_hold", ReserveReply.class);
    static final LuaScript<UnreserveReply> UNRESERVE_HOLD = SeatScripts.load("unreserve_hold", UnreserveReply.class);
    static final LuaScript<SettleReply> SETTLE_RESERVATION = SeatScripts.load("settle_reservation", SettleReply.class);
    static final LuaScript<ListReply> LIST_RESERVING = SeatScripts.load("list_reserving", ListReply.class);

    private static final Logger LOG = LoggerFactory.getLogger(RedisReservedHolds.class);
    private static final String HELD_AGAIN = "1";
    private static final String FREE = "0";
    private static final int FIELDS_PER_DOUBT = 4;

    private final SeatScripts scripts;
    private final Scripts redis;
    private final SeatSlots slots;
    private final String graceMs;

    /** @param grace after which a row counts as overdue; longer than any statement may take */
    RedisReservedHolds(SeatScripts scripts, Scripts redis, SeatSlots slots, Duration grace) {
        this.scripts = scripts;
        this.slots = slots;
        this.redis = redis;
        this.graceMs = Long.toString(grace.toMillis());
    }

    @Override
    public Mono<Takeover> takeOver(HoldId hold, FanId fan, BookingId booking, ReservationId reservation) {
        return slots.findKeys(hold.performance())
                .flatMap(keys -> scripts.run(
                        RESERVE_HOLD,
                        hold.performance(),
                        List.of(
                                keys.states(),
                                keys.holds(),
                                keys.expiry(),
                                keys.fans(),
                                keys.reserving(),
                                keys.server(),
                                keys.clock(),
                                keys.unbookedOf(fan)),
                        epoch -> List.of(
                                epoch, hold.random(), fan.value(), booking.value(), reservation.value(), graceMs)))
                .map(reply -> switch (reply.name()) {
                    case RESERVED -> takenOver(reply);
                    case NOT_FOUND -> new NoLiveHold();
                    case EXPIRED -> new HoldLapsed();
                });
    }

    @Override
    public Mono<Void> confirm(HoldId hold) {
        return slots.findKeys(hold.performance())
                .flatMap(keys -> redis.commands().zrem(keys.reserving(), hold.random()))
                .then();
    }

    @Override
    public Mono<Void> undo(HoldId hold, ReservationId reservation) {
        return unreserve(hold, reservation, HELD_AGAIN);
    }

    @Override
    public Mono<Void> end(HoldId hold, ReservationId reservation) {
        return unreserve(hold, reservation, FREE);
    }

    private Mono<Void> unreserve(HoldId hold, ReservationId reservation, String become) {
        return slots.findKeys(hold.performance())
                .flatMap(keys -> scripts.run(
                        UNRESERVE_HOLD,
                        hold.performance(),
                        unreservingKeys(keys),
                        epoch -> List.of(epoch, hold.random(), reservation.value(), become)))
                .then();
    }

    @Override
    public Mono<Void> settle(Projection projection) {
        Reservation reservation = projection.reservation();
        SeatKeys keys = SeatKeys.of(reservation.sale(), reservation.performance());
        List<String> names = new ArrayList<>(settlingKeys(keys));
        names.add(names.size() - 1, keys.settled()); // before the server
        return scripts.runIn(SETTLE_RESERVATION, reservation.performance(), names, arguments(projection))
                .doOnNext(reply -> log(reservation, reply))
                .then();
    }

    private static void log(Reservation reservation, LuaReply<SettleReply> reply) {
        switch (reply.name()) {
            case SETTLED -> {
                if (reply.number(2) > 0) {
                    LOG.error(
                            "{} seats of reservation {} are another hold's in Redis",
                            reply.number(2),
                            reservation.id());
                }
            }
            case OLD -> LOG.info("a late projection of reservation {} is ignored", reservation.id());
        }
    }

    @Override
    public Flux<Doubt> overdue(PerformanceId performance, int max) {
        return slots.findKeys(performance)
                .flatMap(keys -> scripts.run(
                        LIST_RESERVING,
                        performance,
                        List.of(keys.states(), keys.holds(), keys.reserving(), keys.server()),
                        epoch -> List.of(epoch, Integer.toString(max))))
                .flatMapIterable(reply -> doubts(performance, reply));
    }

    private static List<String> unreservingKeys(SeatKeys keys) {
        List<String> names = new ArrayList<>(settlingKeys(keys));
        names.add(keys.clock());
        return names;
    }

    private static List<String> settlingKeys(SeatKeys keys) {
        return List.of(
                keys.states(),
                keys.owners(),
                keys.holds(),
                keys.expiry(),
                keys.fans(),
                keys.deltas(),
                keys.reserving(),
                keys.server());
    }

    private static List<String> arguments(Projection projection) {
        Reservation reservation = projection.reservation();
        List<String> arguments = new ArrayList<>(7 + reservation.seats().size());
        arguments.add(Long.toString(projection.epoch()));
        arguments.add(reservation.hold().random());
        arguments.add(reservation.fan().value());
        arguments.add(Long.toString(projection.version()));
        arguments.add(Long.toString(reservation.fence()));
        arguments.add(reservation.booking().value());
        arguments.add(reservation.id().value());
        for (ReservedSeat seat : reservation.seats()) {
            arguments.add(seat.index() + ":" + state(seat).bits());
        }
        return arguments;
    }

    private static SeatState state(ReservedSeat seat) {
        return switch (seat.state()) {
            case RESERVED -> SeatState.HELD;
            case SOLD -> SeatState.SOLD;
            case RELEASED -> SeatState.AVAILABLE;
        };
    }

    private static TakenOver takenOver(LuaReply<?> reply) {
        List<Integer> seats =
                Arrays.stream(reply.text(2).split(",")).map(Integer::valueOf).toList();
        String since = reply.text(5);
        return new TakenOver(
                new ReservationId(reply.text(3)),
                reply.number(1),
                reply.number(4),
                seats,
                since.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(since)),
                Instant.ofEpochMilli(reply.number(6)));
    }

    private static List<Doubt> doubts(PerformanceId performance, LuaReply<?> reply) {
        List<Doubt> doubts = new ArrayList<>(reply.size() / FIELDS_PER_DOUBT);
        for (int at = 1; at < reply.size(); at += FIELDS_PER_DOUBT) {
            doubts.add(new Doubt(
                    new HoldId(performance, reply.text(at)),
                    new FanId(reply.text(at + 1)),
                    new BookingId(reply.text(at + 2)),
                    new ReservationId(reply.text(at + 3))));
        }
        return doubts;
    }
}
