package io.onsale.seat.rebuild.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.map.SeatKeys;
import io.onsale.seat.map.SeatState;
import io.onsale.seat.map.SeatStates;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.rebuild.SeatLedger.LiveReservation;
import io.onsale.seat.rebuild.SeatLedger.LiveSeat;
import io.onsale.seat.rebuild.SeatLedger.Opening;
import io.onsale.seat.rebuild.SeatStore;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts seats up key by key. The states come last, and without them every script answers that it is stale: so nobody sees half of
 * it, and if this stops in the middle the next one starts over. The server is noted first: if another one takes over on the way,
 * what it has belongs to none.
 */
final class RedisSeatStore implements SeatStore {
    enum EpochReply {
        EPOCH,
        MISSING
    }

    enum ClearReply {
        CLEARED
    }

    static final LuaScript<EpochReply> FIND_EPOCH = LuaScript.load("find_epoch", EpochReply.class);
    static final LuaScript<ClearReply> CLEAR_SEATS = LuaScript.load("clear_seats", ClearReply.class);

    private static final int FIELDS_A_CALL_MAX = 2000; // keeps each call short for everybody else on this Redis
    private static final int CALLS_SIDE_BY_SIDE = 4;

    private final Scripts scripts;
    private final RedisClusterReactiveCommands<String, String> redis;
    private final RedisClusterReactiveCommands<String, byte[]> bytes;

    RedisSeatStore(Scripts scripts, RedisClusterReactiveCommands<String, byte[]> bytes) {
        this.scripts = scripts;
        this.redis = scripts.commands();
        this.bytes = bytes;
    }

    @Override
    public Mono<Long> getEpoch(PerformanceId performance) {
        SeatKeys keys = SeatKeys.of(performance);
        return scripts.run(FIND_EPOCH, List.of(keys.states(), keys.server()), List.of())
                .map(reply -> switch (reply.name()) {
                    case EPOCH -> reply.number(1);
                    case MISSING -> 0L;
                });
    }

    @Override
    public Mono<Void> putUp(PerformanceId performance, Hall hall, Opening opening) {
        SeatKeys keys = SeatKeys.of(performance);
        Map<String, String> owners = new HashMap<>();
        Map<String, String> holds = new HashMap<>();
        Map<String, String> fans = new HashMap<>();
        SeatStates states = SeatStates.available(opening.epoch(), hall.seatCount());
        for (int index : hall.blocked()) {
            states.set(index, SeatState.BLOCKED);
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
        return clear(keys)
                .then(fill(keys.owners(), owners))
                .then(fill(keys.holds(), holds))
                .then(fill(keys.fans(), fans))
                .then(Mono.defer(() -> bytes.set(keys.states(), states.toStored())))
                .then()
                .onErrorMap(RedisSeatStore::isRedisGone, e -> new Unavailable("Redis", e));
    }

    private Mono<Void> clear(SeatKeys keys) {
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
                                keys.server()),
                        List.of())
                .then();
    }

    /** As reserve_hold.lua writes it; without a time to go back to. */
    private static String record(LiveReservation live) {
        String seats = live.seats().stream()
                .map(seat -> Integer.toString(seat.index()))
                .collect(Collectors.joining(","));
        return "R|" + live.fan() + "|0|" + live.fence() + "||" + seats + "|" + live.booking() + "|"
                + live.reservation();
    }

    private Mono<Void> fill(String key, Map<String, String> fields) {
        return Flux.fromIterable(List.copyOf(fields.entrySet()))
                .buffer(FIELDS_A_CALL_MAX)
                .flatMap(
                        part -> redis.hset(
                                key, part.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))),
                        CALLS_SIDE_BY_SIDE)
                .then();
    }

    private static boolean isRedisGone(Throwable e) {
        return e instanceof RedisException;
    }
}
