package io.onsale.seat.hold.redis;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import io.onsale.seat.hold.HeldFor;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.KeyReused;
import io.onsale.seat.hold.HoldOutcome.LeavesSingle;
import io.onsale.seat.hold.HoldOutcome.LimitReached;
import io.onsale.seat.hold.HoldOutcome.NoHoldToReplace;
import io.onsale.seat.hold.HoldOutcome.NoneFit;
import io.onsale.seat.hold.HoldOutcome.PerformanceStarted;
import io.onsale.seat.hold.HoldOutcome.Shortage;
import io.onsale.seat.hold.HoldOutcome.Taken;
import io.onsale.seat.hold.HoldReleaseOutcome;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.Rung;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.hold.Wanted;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.seat.SeatScripts;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** One script per question. */
final class RedisSeatHolds implements SeatHolds {
    enum HoldReply {
        HELD,
        TAKEN,
        LIMIT,
        SINGLE,
        NONE,
        NO_HOLD,
        STARTED,
        REUSED
    }

    enum FindReply {
        HELD,
        NOT_FOUND
    }

    enum FindAllReply {
        HELD
    }

    enum ReleaseAllReply {
        RELEASED
    }

    enum ReleaseReply {
        RELEASED,
        NOT_FOUND
    }

    static final LuaScript<HoldReply> HOLD_SEATS = SeatScripts.load("hold_seats", HoldReply.class);
    static final LuaScript<FindReply> FIND_HOLD = SeatScripts.load("find_hold", FindReply.class);
    static final LuaScript<ReleaseReply> RELEASE_HOLD = SeatScripts.load("release_hold", ReleaseReply.class);

    static final LuaScript<FindAllReply> FIND_HOLDS_OF_FAN = SeatScripts.load("find_holds_of_fan", FindAllReply.class);
    static final LuaScript<ReleaseAllReply> RELEASE_HOLDS_OF_FAN =
            SeatScripts.load("release_holds_of_fan", ReleaseAllReply.class);

    private final SeatScripts scripts;
    private final HoldSettings settings;

    RedisSeatHolds(SeatScripts scripts, HoldSettings settings) {
        this.scripts = scripts;
        this.settings = settings;
    }

    @Override
    public Mono<HoldOutcome> hold(NewHold newHold, Wanted wanted) {
        return scripts.run(
                        HOLD_SEATS,
                        newHold.performance().id(),
                        keys(newHold),
                        epoch -> HoldArguments.of(newHold, wanted, epoch, settings))
                .map(reply -> switch (reply.name()) {
                    case HELD -> held(newHold, reply);
                    case TAKEN -> taken(newHold.performance().hall(), reply);
                    case LIMIT -> limit(newHold, reply);
                    case SINGLE -> single(newHold.performance().hall(), reply);
                    case NONE -> new NoneFit();
                    case NO_HOLD -> new NoHoldToReplace();
                    case STARTED -> new PerformanceStarted();
                    case REUSED -> new KeyReused();
                });
    }

    @Override
    public Mono<Hold> findHold(Performance performance, HoldId hold, FanId fan) {
        SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
        return scripts.run(
                        FIND_HOLD,
                        performance.id(),
                        List.of(keys.states(), keys.holds(), keys.clock()),
                        epoch -> List.of(epoch, hold.random(), fan.value()))
                .mapNotNull(reply -> switch (reply.name()) {
                    case HELD -> hold(performance.hall(), hold, reply);
                    case NOT_FOUND -> null;
                });
    }

    @Override
    public Mono<HoldReleaseOutcome> release(Performance performance, HoldId hold, FanId fan) {
        return scripts.run(
                        RELEASE_HOLD,
                        performance.id(),
                        releasingKeys(performance),
                        epoch -> List.of(epoch, hold.random(), fan.value()))
                .map(reply -> switch (reply.name()) {
                    case RELEASED -> HoldReleaseOutcome.RELEASED;
                    case NOT_FOUND -> HoldReleaseOutcome.NOT_FOUND;
                });
    }

    @Override
    public Mono<List<Hold>> findHolds(Performance performance, FanId fan) {
        SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
        return scripts.run(
                        FIND_HOLDS_OF_FAN,
                        performance.id(),
                        List.of(keys.states(), keys.holds(), keys.fans(), keys.clock()),
                        epoch -> List.of(epoch, fan.value()))
                .map(reply -> switch (reply.name()) {
                    case HELD -> holds(performance, reply);
                });
    }

    @Override
    public Mono<Integer> releaseAll(Performance performance, FanId fan) {
        return scripts.run(
                        RELEASE_HOLDS_OF_FAN,
                        performance.id(),
                        releasingKeys(performance),
                        epoch -> List.of(epoch, fan.value()))
                .map(reply -> switch (reply.name()) {
                    case RELEASED -> (int) reply.number(1);
                });
    }

    private static List<String> keys(NewHold newHold) {
        Performance performance = newHold.performance();
        List<String> names = new ArrayList<>(keys(performance));
        names.add(SeatKeys.keysOf(performance.sale(), performance.id(), newHold.fan()));
        SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
        names.add(keys.server());
        names.add(keys.clock());
        names.add(SeatKeys.unbookedOf(performance.sale(), newHold.fan()));
        names.add(keys.fans());
        for (PerformanceId other : performance.siblings()) {
            names.add(SeatKeys.of(performance.sale(), other).fans());
        }
        return names;
    }

    private static List<String> releasingKeys(Performance performance) {
        List<String> keys = new ArrayList<>(keys(performance));
        keys.add(SeatKeys.of(performance.sale(), performance.id()).server());
        return keys;
    }

    private static List<String> keys(Performance performance) {
        SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
        return List.of(keys.states(), keys.owners(), keys.holds(), keys.expiry(), keys.fans(), keys.deltas());
    }

    /** The reply ends with the hold's id, which on a repeat is the first hold's, and the rung. */
    private static Held held(NewHold newHold, LuaReply<?> reply) {
        HoldId hold = new HoldId(newHold.performance().id(), reply.text(4));
        int rung = (int) reply.number(5);
        return new Held(
                hold(newHold.performance().hall(), hold, reply),
                rung == 0 ? null : Rung.values()[rung - 1],
                new HeldFor(Duration.ofMillis(reply.number(6)), HeldFor.Cause.values()[(int) reply.number(7)]));
    }

    /** The reply has four values for each hold. */
    private static List<Hold> holds(Performance performance, LuaReply<?> reply) {
        List<Hold> holds = new ArrayList<>(reply.size() / 4);
        for (int at = 1; at < reply.size(); at += 4) {
            HoldId id = new HoldId(performance.id(), reply.text(at));
            holds.add(hold(performance.hall(), id, reply, at + 1));
        }
        return holds;
    }

    private static Hold hold(Hall hall, HoldId hold, LuaReply<?> reply) {
        return hold(hall, hold, reply, 1);
    }

    /** The reply has the fence at {@code at}, then the end and the seats. */
    private static Hold hold(Hall hall, HoldId hold, LuaReply<?> reply, int at) {
        String indices = reply.text(at + 2);
        List<HallSeat> seats = new ArrayList<>(SEATS_MAX);
        for (int from = 0; from < indices.length(); ) {
            int comma = indices.indexOf(',', from);
            int end = comma < 0 ? indices.length() : comma;
            seats.add(hall.seat(Integer.parseInt(indices, from, end, 10)));
            from = end + 1;
        }
        return new Hold(hold, seats, reply.number(at), Instant.ofEpochMilli(reply.number(at + 1)));
    }

    /** The reply has the number of seats, these, and then pairs of an area's first seat and how many it has left. */
    private static Taken taken(Hall hall, LuaReply<?> reply) {
        int areas = 2 + (int) reply.number(1);
        List<Shortage> shortages = new ArrayList<>(0);
        for (int at = areas; at < reply.size(); at += 2) {
            int first = (int) reply.number(at);
            int left = (int) reply.number(at + 1);
            hall.generalAdmissions().stream()
                    .filter(area -> area.first() == first)
                    .forEach(area -> shortages.add(new Shortage(area.id(), left)));
        }
        return new Taken(seats(hall, reply, 2, areas), shortages);
    }

    /** The reply has the number of single seats, these, and then the seats to ask for. */
    private static LeavesSingle single(Hall hall, LuaReply<?> reply) {
        int instead = 2 + (int) reply.number(1);
        return new LeavesSingle(seats(hall, reply, 2, instead), seats(hall, reply, instead, reply.size() + 1));
    }

    private static List<SeatId> seats(Hall hall, LuaReply<?> reply, int from, int to) {
        List<SeatId> seats = new ArrayList<>(to - from);
        for (int at = from; at < to; at++) {
            seats.add(hall.seat((int) reply.number(at)).id());
        }
        return seats;
    }

    private static LimitReached limit(NewHold newHold, LuaReply<?> reply) {
        return new LimitReached((int) reply.number(1), newHold.performance().maxSeatsPerFan());
    }
}
