package io.onsale.seat.clock.redis;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.clock.RunningClock;
import io.onsale.seat.clock.SaleClock;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** One key beside the seats, which every script that deals with holds reads. */
final class RedisClock implements RunningClock {
    enum SetReply {
        SET,
        SAME
    }

    static final LuaScript<SetReply> SET_CLOCK = LuaScript.load("set_clock", SetReply.class);

    private final Scripts scripts;
    private final SeatSlots slots;

    RedisClock(Scripts scripts, SeatSlots slots) {
        this.scripts = scripts;
        this.slots = slots;
    }

    @Override
    public Mono<Void> set(PerformanceId performance, SaleClock clock) {
        Instant pausedAt = clock.pausedAt();
        List<String> arguments = List.of(
                Long.toString(clock.change()),
                pausedAt == null ? "0" : Long.toString(pausedAt.toEpochMilli()),
                Long.toString(clock.lost().toMillis()));
        return slots.findKeys(performance)
                .flatMap(keys -> scripts.run(SET_CLOCK, List.of(keys.clock()), arguments))
                .then();
    }
}
