package io.onsale.seat.rebuild.redis;

import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.clock.RunningClock;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.rebuild.SeatLedger.EpochStart;
import io.onsale.seat.rebuild.SeatLedger.LiveReservation;
import io.onsale.seat.rebuild.SeatLedger.LiveSeat;
import io.onsale.seat.rebuild.SeatStore;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.seat.seat.SeatState;
import io.onsale.seat.seat.SeatStates;
import io.onsale.service.outage.Outages;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sets up seats key by key. The states come last, and without them every script answers STALE: so nobody sees half of the seats, and if this
 * stops in the middle the next rebuild starts over. The server's run id is noted first, with the epoch: what a server has that takes over meanwhile
 * is of no epoch. And each step is a script that checks whether a later rebuild has begun, because this one may have lost its lock in
 * Postgres.
 */
final class RedisSeatStore implements SeatStore {
    enum EpochReply {
        EPOCH,
        MISSING
    }

    enum ClearReply {
        CLEARED,
        SUPERSEDED
    }

    enum FillReply {
        FILLED,
        SUPERSEDED
    }

    enum OpenReply {
        OPENED,
        SUPERSEDED
    }

    static final LuaScript<EpochReply> FIND_EPOCH = LuaScript.load("find_epoch", EpochReply.class);
    static final LuaScript<ClearReply> CLEAR_SEATS = LuaScript.load("clear_seats", ClearReply.class);
    static final LuaScript<FillReply> FILL_SEATS = LuaScript.load("fill_seats", FillReply.class);
    static final LuaScript<OpenReply> OPEN_SEATS = LuaScript.load("open_seats", OpenReply.class);

    private static final int FIELDS_PER_CALL_MAX = 1000; // keeps each command short for all others on this Redis
    private static final int CALLS_SIDE_BY_SIDE = 4;
    private static final long OPENING_MS =
            60_000; // states that are never opened expire; a live rebuild opens them within milliseconds

    private final Scripts scripts;
    private final RedisClusterReactiveCommands<String, byte[]> bytes;
    private final RunningClock clock;
    private final SeatSlots slots;

    RedisSeatStore(
            Scripts scripts, RedisClusterReactiveCommands<String, byte[]> bytes, RunningClock clock, SeatSlots slots) {
        this.scripts = scripts;
        this.slots = slots;
        this.clock = clock;
        this.bytes = bytes;
    }

    @Override
    public Mono<Long> getEpoch(PerformanceId performance) {
        return slots.findKeys(performance)
                .flatMap(keys -> scripts.run(FIND_EPOCH, List.of(keys.states(), keys.server()), List.of()))
                .map(reply -> switch (reply.name()) {
                    case EPOCH -> reply.number(1);
                    case MISSING -> 0L;
                });
    }

    @Override
    public Mono<Void> setUp(PerformanceId performance, Hall hall, EpochStart opening) {
        return slots.findKeys(performance).flatMap(keys -> setUp(keys, performance, hall, opening));
    }

    private Mono<Void> setUp(SeatKeys keys, PerformanceId performance, Hall hall, EpochStart opening) {
        Map<String, String> owners = new HashMap<>();
        Map<String, String> holds = new HashMap<>();
        Map<String, String> fans = new HashMap<>();
        SeatStates states = SeatStates.available(performance, opening.epoch(), hall.seatCount());
        for (int index : hall.blocked()) {
            states.set(index, SeatState.BLOCKED);
        }
        for (int index : opening.keptBack()) {
            states.set(index, SeatState.BLOCKED); // unless it is taken: see below
        }
        for (LiveReservation live : opening.live()) {
            for (LiveSeat seat : live.seats()) {
                states.set(seat.index(), seat.sold() ? SeatState.SOLD : SeatState.HELD);
                owners.put(Integer.toString(seat.index()), live.hold());
            }
            if (live.seats().stream().anyMatch(seat -> !seat.sold())) {
                holds.put(live.hold(), record(live));
            }
            fans.merge(live.fan(), live.hold() + ":" + live.seats().size() + ":0", (a, b) -> a + " " + b);
        }
        String epoch = Long.toString(opening.epoch());
        return clear(keys, epoch)
                .then(clock.set(performance, opening.clock()))
                .then(fill(keys, keys.owners(), owners, epoch))
                .then(fill(keys, keys.holds(), holds, epoch))
                .then(fill(keys, keys.fans(), fans, epoch))
                .then(open(keys, keys.openingOf(opening.epoch()), states, epoch));
    }

    @Override
    public Mono<Void> remove(PerformanceId performance) {
        return slots.findKeys(performance)
                .flatMap(keys -> scripts.commands().unlink(keys.all())) // freed in the background
                .then()
                .onErrorMap(Outages::isOutage, e -> new Unavailable("Redis", e));
    }

    private Mono<Void> clear(SeatKeys keys, String epoch) {
        return scripts.run(
                        CLEAR_SEATS,
                        List.of(
                                keys.states(),
                                keys.owners(),
                                keys.holds(),
                                keys.expiry(),
                                keys.fans(),
                                keys.deltas(),
                                keys.reserving(),
                                keys.settled(),
                                keys.server()),
                        List.of(epoch))
                .flatMap(reply -> switch (reply.name()) {
                    case CLEARED -> Mono.empty();
                    case SUPERSEDED -> Mono.error(new Superseded(reply.number(1)));
                });
    }

    private Mono<Void> open(SeatKeys keys, String prepared, SeatStates states, String epoch) {
        return Mono.defer(() -> bytes.set(prepared, states.toStored(), SetArgs.Builder.px(OPENING_MS)))
                .onErrorMap(Outages::isOutage, e -> new Unavailable("Redis", e))
                .then(Mono.defer(
                        () -> scripts.run(OPEN_SEATS, List.of(keys.states(), prepared, keys.server()), List.of(epoch))))
                .flatMap(reply -> switch (reply.name()) {
                    case OPENED -> Mono.empty();
                    case SUPERSEDED -> Mono.error(new Superseded(0));
                });
    }

    /** As reserve_hold.lua writes it, but with no expiry to return to. */
    private static String record(LiveReservation live) {
        String seats = live.seats().stream()
                .map(seat -> Integer.toString(seat.index()))
                .collect(Collectors.joining(","));
        return "R|" + live.fan() + "|0|" + live.fence() + "||" + seats + "|" + live.booking() + "|"
                + live.reservation();
    }

    private Mono<Void> fill(SeatKeys keys, String key, Map<String, String> fields, String epoch) {
        return Flux.fromIterable(List.copyOf(fields.entrySet()))
                .buffer(FIELDS_PER_CALL_MAX)
                .flatMap(
                        part -> scripts.run(FILL_SEATS, List.of(key, keys.server()), arguments(epoch, part)),
                        CALLS_SIDE_BY_SIDE)
                .concatMap(reply -> switch (reply.name()) {
                    case FILLED -> Mono.<Void>empty();
                    case SUPERSEDED -> Mono.<Void>error(new Superseded(0));
                })
                .then();
    }

    private static List<String> arguments(String epoch, List<Map.Entry<String, String>> fields) {
        List<String> arguments = new ArrayList<>(1 + 2 * fields.size());
        arguments.add(epoch);
        for (Map.Entry<String, String> field : fields) {
            arguments.add(field.getKey());
            arguments.add(field.getValue());
        }
        return arguments;
    }
}
