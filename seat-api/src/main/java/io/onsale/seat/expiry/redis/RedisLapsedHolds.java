package io.onsale.seat.expiry.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.expiry.LapsedHolds;
import io.onsale.seat.seat.SeatScripts;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.service.redis.LuaScript;
import java.util.List;
import reactor.core.publisher.Mono;

final class RedisLapsedHolds implements LapsedHolds {
    enum ExpireReply {
        EXPIRED
    }

    static final LuaScript<ExpireReply> EXPIRE_HOLDS = SeatScripts.load("expire_holds", ExpireReply.class);

    private final SeatScripts scripts;
    private final SeatSlots slots;
    private final Counter lapsed;

    RedisLapsedHolds(SeatScripts scripts, SeatSlots slots, MeterRegistry meters) {
        this.scripts = scripts;
        this.slots = slots;
        this.lapsed = meters.counter("onsale.seat.holds.lapsed");
    }

    @Override
    public Mono<Integer> endSome(PerformanceId performance, int max) {
        return slots.findKeys(performance)
                .flatMap(keys -> scripts.run(
                        EXPIRE_HOLDS,
                        performance,
                        List.of(
                                keys.states(),
                                keys.owners(),
                                keys.holds(),
                                keys.expiry(),
                                keys.fans(),
                                keys.deltas(),
                                keys.server(),
                                keys.clock()),
                        epoch -> List.of(epoch, Integer.toString(max))))
                .map(reply -> (int) reply.number(1))
                .doOnNext(lapsed::increment);
    }
}
