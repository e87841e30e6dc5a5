package io.onsale.seat.clock.redis;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.clock.RunningClock;
import io.onsale.seat.clock.SaleClock;
import io.onsale.seat.seat.SeatKeys;
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

    RedisClock(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public Mono<Void> set(PerformanceId performance, SaleClock clock) {
        Instant pausedAt = clock.pausedAt();
        return scripts.run(
                        SET_CLOCK,
                        List.of(SeatKeys.of(performance).clock()),
                        List.of(
                                Long.toString(clock.change()),
                                pausedAt == null ? "0" : Long.toString(pausedAt.toEpochMilli()),
                                Long.toString(clock.lost().toMillis())))
                .then();
    }
}
