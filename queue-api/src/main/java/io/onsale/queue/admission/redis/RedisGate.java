package io.onsale.queue.admission.redis;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmitOutcome;
import io.onsale.queue.admission.AdmitOutcome.Called;
import io.onsale.queue.admission.AdmitOutcome.NoLine;
import io.onsale.queue.admission.AdmitOutcome.Paused;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.line.LineKeys;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** Admission as one script. */
final class RedisGate implements Gate {
    private enum Admit {
        CALLED,
        PAUSED,
        UNKNOWN
    }

    private enum Extend {
        EXTENDED,
        SAME
    }

    private static final LuaScript<Admit> ADMIT = LuaScript.load("admit_next", Admit.class);
    private static final LuaScript<Extend> EXTEND = LuaScript.load("extend_lease", Extend.class);
    private static final String MOVES_MAX = "500"; // of each kind a tick: some 5 ms of Redis, and 2,500 calls a second

    private final Scripts scripts;

    RedisGate(Scripts scripts) {
        this.scripts = scripts;
    }

    @Override
    public Mono<AdmitOutcome> admit(SaleId sale) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        ADMIT,
                        List.of(keys.control(), keys.places(), keys.line(), keys.ready(), keys.inside(), keys.log()),
                        List.of(MOVES_MAX))
                .map(RedisGate::outcome);
    }

    private static AdmitOutcome outcome(LuaReply<Admit> reply) {
        return switch (reply.name()) {
            case CALLED -> new Called(reply.number(1), reply.number(2), reply.number(3));
            case PAUSED -> new Paused(reply.number(1));
            case UNKNOWN -> new NoLine();
        };
    }

    @Override
    public Mono<Void> extend(SaleId sale, FanId fan, Instant until) {
        LineKeys keys = LineKeys.of(sale);
        return scripts.run(
                        EXTEND,
                        List.of(keys.places(), keys.inside()),
                        List.of(fan.value(), Long.toString(until.toEpochMilli())))
                .then();
    }
}
